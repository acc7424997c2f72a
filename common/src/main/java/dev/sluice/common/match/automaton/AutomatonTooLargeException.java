package dev.sluice.common.match.automaton;

/** Patterns need a larger automaton, or more work to build one, than any reasonable rule does. */
final class AutomatonTooLargeException extends RuntimeException {
  AutomatonTooLargeException() {
    super(null, null, false, false);
  }
}
