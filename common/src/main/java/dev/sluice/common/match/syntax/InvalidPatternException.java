package dev.sluice.common.match.syntax;

/**
 * An exception for an invalid pattern, which only the parser throws and {@code TextPattern}
 * catches.
 */
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
