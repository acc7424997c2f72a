package dev.sluice.extproc.notation;

/**
 * A line end inside a value, with the indent or quotation mark of the next line. Both sides must
 * look like parts of one value, because most line ends separate two.
 */
final class LineBreak implements Notation {
  private static final int LONGEST_INDENT = 16;
  private static final int WORD = ByteKinds.DIGIT | ByteKinds.LETTER | ByteKinds.SIGN;
  private static final int LONGEST_WORD = 24;

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    if (!ByteKinds.is(text.at(at - 1), WORD)) {
      return NONE;
    }
    int from = at - 1;
    while (at - from < LOOK_BEHIND && ByteKinds.is(text.at(from - 1), WORD)) {
      from--;
    }
    int next = at + 1;
    if (text.at(at) == '\r') {
      if (text.at(next) != '\n') {
        return text.at(next) == NotationText.UNKNOWN ? OPEN : NONE;
      }
      next++;
    }
    int line = next;
    while (next - line < LONGEST_INDENT
        && (ByteKinds.is(text.at(next), ByteKinds.BLANK) || text.at(next) == '>')) {
      next++;
    }
    int end = text.endOfRun(next, next + LONGEST_WORD, WORD);
    if (end < next + LONGEST_WORD && text.at(end) == NotationText.UNKNOWN) {
      return OPEN;
    }
    return end > next && joins(text, from, at, next, end) ? next - at : NONE;
  }

  private static boolean joins(NotationText text, int from, int at, int next, int end) {
    boolean address = hasAt(text, from, at) || hasAt(text, next, end);
    if (address) {
      return text.at(at - 1) == '.' || text.has(next, end, ByteKinds.SIGN);
    }
    boolean digitBefore = text.has(from, at, ByteKinds.DIGIT);
    boolean digitBehind = text.has(next, end, ByteKinds.DIGIT);
    return digitBehind && (digitBefore || at - from <= 4 || text.at(at - 1) == '.');
  }

  private static boolean hasAt(NotationText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.at(i) == '@') {
        return true;
      }
    }
    return false;
  }
}
