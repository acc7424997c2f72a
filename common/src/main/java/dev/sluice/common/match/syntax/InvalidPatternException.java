package dev.sluice.common.match.syntax;

import dev.sluice.common.match.pattern.TextPattern;

/** Unwinds the parser; never leaves {@link TextPattern}. */
public final class InvalidPatternException extends RuntimeException {
  private final int index;
  private final String reason;

  InvalidPatternException(int index, String reason) {
    super(reason, null, false, false);
    this.index = index;
    this.reason = reason;
  }

  public int index() {
    return index;
  }

  public String reason() {
    return reason;
  }
}
