package dev.sluice.extproc.stream;

/** How much of an exchange is inspected. */
public enum Inspection {
  /** Nothing. */
  OFF,
  /** Requests and answers, but not event streams. */
  PRE_ONLY,
  /** Requests, answers and, event by event, event streams. */
  PRE_AND_INCREMENTAL
}
