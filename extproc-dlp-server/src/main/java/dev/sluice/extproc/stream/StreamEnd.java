package dev.sluice.extproc.stream;

/** The ways in which a stream ends. */
enum StreamEnd {
  /** Every message was answered. */
  DONE,
  /** Envoy closed the stream before every message was answered. */
  ABORTED,
  /** This server ended the stream with an error. */
  FAILED
}
