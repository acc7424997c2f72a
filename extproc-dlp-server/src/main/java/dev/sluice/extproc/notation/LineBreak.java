package dev.sluice.extproc.notation;

/**
 * A line end inside a value, with the indent or quotation mark of the next line. Both sides must
 * look like parts of one value, because most line ends separate two.
 */
final class LineBreak implements Notation {
  private static final int LONGEST_INDENT = 16;
  private static final int WORD = ByteKinds.DIGIT | ByteKinds.LETTER | ByteKinds.SIGN;
  private static final int LONGEST_WORD = 24;

  /** The length of a first part that needs no digit. */
  private static final int SHORT = 4;

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int before = text.at(at - 1);
    if (!ByteKinds.is(before, WORD) || before == ')' || before == '(') {
      return NONE;
    }
    int line = at + 1;
    if (text.at(at) == '\r') {
      if (text.at(line) != '\n') {
        return text.at(line) == NotationText.UNKNOWN ? OPEN : NONE;
      }
      line++;
    }
    int next = line;
    int blanksEnd = Math.min(text.length, line + LONGEST_INDENT);
    while (next < blanksEnd
        && (ByteKinds.is(text.bytes[next], ByteKinds.BLANK) || text.bytes[next] == '>')) {
      next++;
    }
    return word(text, at, next);
  }

  /** Returns the length of the break if the word behind it continues the one before it. */
  private static int word(NotationText text, int at, int next) {
    byte[] bytes = text.bytes;
    int wordEnd = Math.min(text.length, next + LONGEST_WORD);
    int kinds = 0;
    int end = next;
    boolean name = true;
    for (; end < wordEnd; end++) {
      int kind = ByteKinds.of(bytes[end] & 0xFF);
      if ((kind & WORD) == 0) {
        break;
      }
      if (name && (kind & ByteKinds.LETTER) == 0) {
        if (bytes[end] == '=' || bytes[end] == ':') {
          return NONE;
        }
        name = bytes[end] == '_';
      }
      kinds |= kind;
    }
    if (end < next + LONGEST_WORD && text.at(end) == NotationText.UNKNOWN) {
      return OPEN;
    }
    boolean mayJoin = (kinds & (ByteKinds.DIGIT | ByteKinds.SIGN)) != 0 || text.at(at - 1) == '.';
    return mayJoin
            && end > next
            && bytes[next] != '@'
            && !isDate(text, next)
            && joins(text, at, kinds)
        ? next - at
        : NONE;
  }

  private static boolean joins(NotationText text, int at, int kindsBehind) {
    int kinds = 0;
    int from = at;
    while (at - from < LOOK_BEHIND && ByteKinds.is(text.at(from - 1), WORD)) {
      kinds |= ByteKinds.of(text.at(--from));
    }
    if ((kindsBehind & ByteKinds.AT) != 0) {
      // The next line begins with an address of its own.
      return false;
    }
    if ((kinds & ByteKinds.AT) != 0) {
      return text.at(at - 1) == '.' || (kindsBehind & ByteKinds.SIGN) != 0;
    }
    return (kindsBehind & ByteKinds.DIGIT) != 0
        && ((kinds & ByteKinds.DIGIT) != 0 || at - from <= SHORT || text.at(at - 1) == '.');
  }

  /** Returns true at a date, with which lines of logs begin. */
  private static boolean isDate(NotationText text, int at) {
    return (text.at(at + 4) == '-' && text.at(at + 7) == '-' && text.at(at) == '2')
        || (text.at(at + 2) == ':' && text.at(at + 5) == ':');
  }
}
