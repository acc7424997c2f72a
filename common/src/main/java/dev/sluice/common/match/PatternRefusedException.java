package dev.sluice.common.match;

/** Unwinds the parser; never leaves {@link TextPattern}. */
final class PatternRefusedException extends RuntimeException {
  private final int index;
  private final String reason;

  PatternRefusedException(int index, String reason) {
    super(reason, null, false, false);
    this.index = index;
    this.reason = reason;
  }

  int index() {
    return index;
  }

  String reason() {
    return reason;
  }
}
