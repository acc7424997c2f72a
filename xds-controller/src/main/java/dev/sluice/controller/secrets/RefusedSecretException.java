package dev.sluice.controller.secrets;

/** Why files are no usable secret, in words that hold nothing of their content. */
final class RefusedSecretException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedSecretException(String reason) {
    super(reason);
  }
}
