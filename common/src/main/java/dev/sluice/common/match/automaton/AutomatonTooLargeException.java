package dev.sluice.common.match.automaton;

/** An exception for patterns that need too large an automaton or too much work to build one. */
final class AutomatonTooLargeException extends RuntimeException {
  AutomatonTooLargeException() {
    super(null, null, false, false);
  }
}
