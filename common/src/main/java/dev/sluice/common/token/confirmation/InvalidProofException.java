package dev.sluice.common.token.confirmation;

/**
 * An exception for the first error of a proof. It has no stack trace, because attackers control how
 * often it is thrown.
 */
public final class InvalidProofException extends Exception {
  private final BindingError error;

  public InvalidProofException(BindingError fault) {
    super(fault.label(), null, false, false);
    this.error = fault;
  }

  public BindingError error() {
    return error;
  }
}
