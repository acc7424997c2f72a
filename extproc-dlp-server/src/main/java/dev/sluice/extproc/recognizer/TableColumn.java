package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;

/**
 * A column of a table whose cells are separated by commas, semicolons, tabs or bars. The names of
 * the columns are far above most of its rows, so a cell gets its name from the cell above it.
 */
public final class TableColumn {
  private static final String SEPARATORS = ",;|\t";
  private static final String PADDING = " \"'`";

  private TableColumn() {}

  /** Returns true if a candidate is a cell in the row below the cell that ends at a position. */
  public static boolean continues(MatchCandidate candidate, int cellEnd) {
    byte[] text = candidate.text();
    int row = -1;
    for (int at = cellEnd; at < candidate.from(); at++) {
      if (text[at] == '\n') {
        if (row >= 0) {
          return false;
        }
        row = at + 1;
      }
    }
    return row >= 0 && isSeparated(text, cellEnd, candidate.from(), row);
  }

  private static boolean isSeparated(byte[] text, int cellEnd, int from, int row) {
    int after = cellEnd;
    while (after < row && PADDING.indexOf(text[after]) >= 0) {
      after++;
    }
    int before = from - 1;
    while (before >= row && PADDING.indexOf(text[before]) >= 0) {
      before--;
    }
    boolean first = before < row;
    boolean last = text[after] == '\n' || text[after] == '\r';
    boolean afterSeparator = before >= row && SEPARATORS.indexOf(text[before]) >= 0;
    boolean beforeSeparator = SEPARATORS.indexOf(text[after]) >= 0;
    return (afterSeparator && (last || text[after] == text[before])) || (first && beforeSeparator);
  }
}
