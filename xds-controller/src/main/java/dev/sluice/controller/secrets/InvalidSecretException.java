package dev.sluice.controller.secrets;

/** Why files are no usable secret, in words that hold nothing of their content. */
final class InvalidSecretException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidSecretException(String reason) {
    super(reason);
  }
}
