package dev.sluice.extproc.stream.outbound;

/**
 * An Envoy configuration that would let bytes pass without inspection; the message says what to
 * change.
 */
public final class UnsupportedEnvoyConfigException extends RuntimeException {
  public UnsupportedEnvoyConfigException(String message) {
    super(message);
  }
}
