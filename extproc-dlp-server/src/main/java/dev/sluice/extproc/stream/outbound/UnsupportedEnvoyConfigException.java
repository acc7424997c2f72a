package dev.sluice.extproc.stream.outbound;

/** Envoy is configured in a way in which this server cannot keep its promise; the text says how. */
public final class UnsupportedEnvoyConfigException extends RuntimeException {
  public UnsupportedEnvoyConfigException(String message) {
    super(message);
  }
}
