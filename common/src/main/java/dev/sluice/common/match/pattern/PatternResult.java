package dev.sluice.common.match.pattern;

/** The result of parsing a pattern. */
public sealed interface PatternResult {
  /** A pattern that can be matched in linear time. */
  record Accepted(TextPattern pattern) implements PatternResult {}

  /**
   * A pattern that is malformed or not supported by linear matching.
   *
   * @param index the index of the first wrong character
   */
  record Rejected(int index, String message) implements PatternResult {}
}
