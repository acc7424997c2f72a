package dev.sluice.extproc.stream.exchange;

/** The parts of an exchange that are inspected. */
public enum BodyInspectionMode {
  /** No part. */
  OFF,
  /** Requests and responses, but not event streams. */
  PRE_ONLY,
  /** Requests, responses and each event of event streams. */
  PRE_AND_INCREMENTAL
}
