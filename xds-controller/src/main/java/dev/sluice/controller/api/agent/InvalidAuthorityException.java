package dev.sluice.controller.api.agent;

/** An exception for an unusable file of {@link AuthorityFiles}, with its key. */
final class InvalidAuthorityException extends RuntimeException {
  private final String key;

  InvalidAuthorityException(String key, String message) {
    super(message);
    this.key = key;
  }

  String key() {
    return key;
  }
}
