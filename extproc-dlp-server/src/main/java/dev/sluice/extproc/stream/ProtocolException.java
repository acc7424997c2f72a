package dev.sluice.extproc.stream;

/** Envoy is configured in a way in which this server cannot keep its promise; the text says how. */
final class ProtocolException extends RuntimeException {
  ProtocolException(String message) {
    super(message);
  }
}
