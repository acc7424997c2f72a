package dev.sluice.common.match.search;

/** Is told every match of a text. */
@FunctionalInterface
public interface MatchListener {
  /**
   * A match that is final: no later byte changes it. Of one pattern matches come in ascending order
   * and do not overlap; matches of different patterns may overlap, and one that starts earlier may
   * come later, but none starts before what the cursor says is settled.
   *
   * @param pattern the pattern's index in its set
   * @param offset where the match starts in the text
   * @param text an array that holds the matched bytes; only valid during the call
   * @param from the match's first byte in the array
   * @param to the end of the match in the array
   */
  void onMatch(int pattern, long offset, byte[] text, int from, int to);
}
