package dev.sluice.common.token;

/** Leaves the reading of a token at its first fault; cheap, for attackers choose how often. */
final class FaultyTokenException extends Exception {
  private final TokenFault fault;

  FaultyTokenException(TokenFault fault) {
    super(fault.label(), null, false, false);
    this.fault = fault;
  }

  TokenFault fault() {
    return fault;
  }
}
