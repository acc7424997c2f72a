package dev.sluice.common.token.jws;

/**
 * An exception for the first error of a token. It has no stack trace, because attackers control how
 * often it is thrown.
 */
public final class InvalidTokenException extends Exception {
  private final TokenError error;

  InvalidTokenException(TokenError fault) {
    super(fault.label(), null, false, false);
    this.error = fault;
  }

  public TokenError error() {
    return error;
  }
}
