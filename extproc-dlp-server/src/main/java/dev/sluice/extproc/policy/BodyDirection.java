package dev.sluice.extproc.policy;

/** Which way a body travels: to the upstream or back to the client. */
public enum BodyDirection {
  REQUEST,
  RESPONSE
}
