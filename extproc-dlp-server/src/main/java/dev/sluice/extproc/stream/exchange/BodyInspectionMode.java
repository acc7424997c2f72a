package dev.sluice.extproc.stream.exchange;

/** How much of an exchange is inspected. */
public enum BodyInspectionMode {
  /** Nothing. */
  OFF,
  /** Requests and answers, but not event streams. */
  PRE_ONLY,
  /** Requests, answers and, event by event, event streams. */
  PRE_AND_INCREMENTAL
}
