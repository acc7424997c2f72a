package dev.sluice.controller.secrets;

/**
 * An exception for files that are not a usable secret; its message contains nothing of their
 * content.
 */
public final class InvalidSecretException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidSecretException(String reason) {
    super(reason);
  }
}
