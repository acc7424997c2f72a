package dev.sluice.bench.xds;

/**
 * An answer of the gateway.
 *
 * @param status 0 when there was none
 */
record Reply(int status, String body, long receivedNanos) {
  static final int OK = 200;
  static final int NOT_FOUND = 404;

  /** Whether the upstream was called with the prefix. */
  boolean shows(String prefix) {
    return status == OK && body.contains(prefix);
  }
}
