package dev.sluice.common.match.search;

/** A listener to the matches in a text. */
@FunctionalInterface
public interface MatchListener {
  /**
   * Receives a final match, which no later byte changes. Matches of one pattern are in ascending
   * order and do not overlap. Matches of different patterns may overlap, and an earlier start may
   * be reported later, but no match starts before the cursor's watermark.
   *
   * @param pattern the pattern's index in its set
   * @param offset the start of the match in the text
   * @param text an array with the matched bytes, valid only during the call
   * @param from the start of the match in the array
   * @param to the end of the match in the array
   */
  void onMatch(int pattern, long offset, byte[] text, int from, int to);
}
