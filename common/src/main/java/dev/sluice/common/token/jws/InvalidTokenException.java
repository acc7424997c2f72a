package dev.sluice.common.token.jws;

/** Leaves the reading of a token at its first fault; cheap, for attackers choose how often. */
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
