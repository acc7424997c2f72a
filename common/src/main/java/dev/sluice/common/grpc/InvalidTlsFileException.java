package dev.sluice.common.grpc;

/** A file of a {@link TlsConfig} cannot be used; the key says which. */
final class InvalidTlsFileException extends Exception {
  private final String key;

  InvalidTlsFileException(String key, String message) {
    super(message);
    this.key = key;
  }

  InvalidTlsFileException(String key, Exception cause) {
    super(cause.getMessage(), cause);
    this.key = key;
  }

  String key() {
    return key;
  }
}
