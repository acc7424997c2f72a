package dev.sluice.common.grpc;

/** An exception for an unusable file of a {@link TlsConfig}, with the key of the file. */
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
