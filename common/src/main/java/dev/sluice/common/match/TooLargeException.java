package dev.sluice.common.match;

/** Patterns need a larger automaton, or more work to build one, than any reasonable rule does. */
final class TooLargeException extends RuntimeException {
  TooLargeException() {
    super(null, null, false, false);
  }
}
