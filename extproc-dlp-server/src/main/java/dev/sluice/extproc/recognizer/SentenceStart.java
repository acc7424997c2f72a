package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;

/** How far words belong to a value: to the end of the sentence or the line before it. */
final class SentenceStart {
  private SentenceStart() {}

  /**
   * Where the words begin that belong to the candidate; behind it if it stands alone in its line.
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

  /** Whether the candidate begins a line below one that has names of columns. */
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

  /** Whether a sentence, or a line, ends there, some place before the candidate. */
  private static boolean ends(MatchCandidate candidate, int at) {
    byte mark = candidate.text()[at];
    return mark == '\n' || ((mark == '.' || mark == '!' || mark == '?') && isBreak(candidate, at));
  }

  /** A full stop behind "no" or a digit ends nothing. */
  private static boolean isBreak(MatchCandidate candidate, int at) {
    byte[] text = candidate.text();
    boolean abbreviates =
        at - 2 >= candidate.contextFrom()
            && AsciiText.lower(text[at - 1]) == 'o'
            && AsciiText.lower(text[at - 2]) == 'n';
    return text[at + 1] == ' ' && !abbreviates;
  }
}
