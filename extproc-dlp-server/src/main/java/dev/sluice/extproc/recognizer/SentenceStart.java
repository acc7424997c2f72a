package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;

/** The start of the words that belong to a value: that of its sentence or of the line before. */
final class SentenceStart {
  private SentenceStart() {}

  /**
   * Returns the position where the words of a candidate begin; a position after it if it is alone
   * in its line.
   */
  static int of(MatchCandidate candidate) {
    int at = candidate.from() - 1;
    boolean alone = at >= candidate.contextFrom() && candidate.text()[at] == '\n';
    if (alone && !belowHeader(candidate)) {
      return candidate.to();
    }
    while (at > candidate.contextFrom() && !ends(candidate, at - 1)) {
      at--;
    }
    return at;
  }

  /** Returns true if the candidate begins a line below one with column names. */
  private static boolean belowHeader(MatchCandidate candidate) {
    byte[] text = candidate.text();
    boolean columns = false;
    for (int at = candidate.from() - 2; at >= candidate.contextFrom() && text[at] != '\n'; at--) {
      if (text[at] == ' ') {
        return false;
      }
      columns |= text[at] == ',' || text[at] == ';' || text[at] == '\t' || text[at] == '|';
    }
    return columns;
  }

  /** Returns true if a sentence or a line ends at a position before the candidate. */
  private static boolean ends(MatchCandidate candidate, int at) {
    byte mark = candidate.text()[at];
    return mark == '\n' || ((mark == '.' || mark == '!' || mark == '?') && isBreak(candidate, at));
  }

  /** Returns true if a full stop ends a sentence; after "no" or a digit it does not. */
  private static boolean isBreak(MatchCandidate candidate, int at) {
    byte[] text = candidate.text();
    boolean abbreviates =
        at - 2 >= candidate.contextFrom()
            && AsciiText.lower(text[at - 1]) == 'o'
            && AsciiText.lower(text[at - 2]) == 'n';
    return text[at + 1] == ' ' && !abbreviates;
  }
}
