package dev.sluice.extproc.policy;

/** The direction of a body: to the upstream or back to the client. */
public enum BodyDirection {
  REQUEST,
  RESPONSE
}
