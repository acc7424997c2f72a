package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import java.util.Optional;

/**
 * A secret in the first row below a heading that names it. Commas, semicolons, tabs or bars
 * separate the cells, or they are the values of an INSERT.
 */
final class SecretTable {
  /** The longest heading with its first row, in bytes. */
  static final int LONGEST = 512;

  private static final String CELL = " ?[\"'`]?[0-9A-Za-z_가-힣]*[\"'`]? ?";
  private static final String MORE_CELLS = "(?:[,;|\\t]" + CELL + ")*";

  /** A pattern of the end of a heading: a bar, or another cell with a name. */
  private static final String LAST_CELL = "(?:\\| ?|[,;\\t] ?[\"'`]?[0-9A-Za-z_가-힣]+[\"'`]? ?)";

  /** A pattern of a row below a heading of several columns. */
  private static final String ROW = "(?:" + cell(5) + "[,;|\\t] ?)*" + cell(5) + "\\r?(?![^\\n])";

  /**
   * A pattern of a row below a heading whose last column has the name: a value without spaces is in
   * its last cell.
   */
  private static final String ROW_TO_LAST =
      "(?:" + cell(3) + "[,;|\\t] ?)+[!-+\\--:<-{}~]{6}[!-+\\--:<-{}~]* ?\\r?(?![^\\n])";

  /** A pattern of the text after the name. */
  static final String PATTERN =
      "[\"'`]? ?(?:"
          + MORE_CELLS
          + LAST_CELL
          + "\\r?\\n(?:[|: -]+\\n)?"
          + ROW
          + "|\\r?\\n"
          + ROW_TO_LAST
          + "|"
          + MORE_CELLS
          + "\\) VALUES ?\\([^)\\n]+(?=\\)))";

  private static final String SEPARATORS = ",;|\t";

  private SecretTable() {}

  /** Returns a pattern of a cell with few words, unlike most sentences. */
  private static String cell(int spaces) {
    return "[^\\s,;|]*(?: [^\\s,;|]+){0," + spaces + "} ?";
  }

  /** Returns the cell below the name that ends at a position. */
  static Optional<MatchCheck.MatchedSpan> cell(MatchCandidate candidate, int name) {
    byte[] text = candidate.text();
    int to = candidate.to();
    int row = row(text, name, to);
    int separator = separator(candidate, name, row);
    if (row < 0 || separator < 0) {
      return Optional.empty();
    }
    int skipped = 0;
    for (int at = candidate.from() - 1; at >= candidate.contextFrom() && !starts(text[at]); at--) {
      skipped += text[at] == separator ? 1 : 0;
    }
    int from = row;
    for (; from < to && skipped > 0; from++) {
      skipped -= text[from] == separator ? 1 : 0;
    }
    int end = from;
    while (end < to && text[end] != separator) {
      end++;
    }
    return trimmed(text, from, end);
  }

  private static Optional<MatchCheck.MatchedSpan> trimmed(byte[] text, int cellFrom, int cellTo) {
    int from = cellFrom;
    int to = cellTo;
    while (from < to && " \"'`".indexOf(text[from]) >= 0) {
      from++;
    }
    while (to > from && " \"'`\r".indexOf(text[to - 1]) >= 0) {
      to--;
    }
    for (int at = from; at < to; at++) {
      if (text[at] == ' ') {
        return Optional.empty();
      }
    }
    return from < to && SecretValue.isAssignedValue(text, from, to, false)
        ? Optional.of(new MatchCheck.MatchedSpan(from, to))
        : Optional.empty();
  }

  /** Returns the start of the first row; negative if the candidate is not a table. */
  private static int row(byte[] text, int from, int to) {
    int row = -1;
    for (int at = from; at < to && row < 0; at++) {
      if (text[at] == '\n' || text[at] == '(') {
        row = at + 1;
      }
    }
    int line = row;
    while (line >= 0 && line < to && "|: -".indexOf(text[line]) >= 0) {
      line++;
    }
    return line > row && line < to && text[line] == '\n' ? line + 1 : row;
  }

  /** Returns the separator of the heading's cells, after the name or before it. */
  private static int separator(MatchCandidate candidate, int name, int row) {
    byte[] text = candidate.text();
    for (int at = name; at < row; at++) {
      if (SEPARATORS.indexOf(text[at]) >= 0) {
        return text[at];
      }
    }
    for (int at = candidate.from() - 1; at >= candidate.contextFrom() && !starts(text[at]); at--) {
      if (SEPARATORS.indexOf(text[at]) >= 0) {
        return text[at];
      }
    }
    return -1;
  }

  private static boolean starts(byte value) {
    return value == '\n' || value == '(';
  }
}
