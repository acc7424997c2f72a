package dev.sluice.extproc.stream;

/** How a stream came to its end. */
enum StreamEnd {
  /** All that came has been answered. */
  DONE,
  /** Envoy went before that. */
  ABORTED,
  /** This server ended it with an error. */
  FAILED
}
