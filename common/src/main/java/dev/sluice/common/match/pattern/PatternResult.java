package dev.sluice.common.match.pattern;

/** What became of a pattern's text. */
public sealed interface PatternResult {
  /** The pattern is one that can be matched in linear time. */
  record Accepted(TextPattern pattern) implements PatternResult {}

  /**
   * The pattern is malformed, or outside of what linear matching offers.
   *
   * @param index the offending character's index in the pattern
   */
  record Rejected(int index, String message) implements PatternResult {}
}
