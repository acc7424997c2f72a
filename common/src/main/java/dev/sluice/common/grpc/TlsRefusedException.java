package dev.sluice.common.grpc;

/** A file of a {@link TlsConfig} cannot be used; the key says which. */
final class TlsRefusedException extends Exception {
  private final String key;

  TlsRefusedException(String key, String message) {
    super(message);
    this.key = key;
  }

  TlsRefusedException(String key, Exception cause) {
    super(cause.getMessage(), cause);
    this.key = key;
  }

  String key() {
    return key;
  }
}
