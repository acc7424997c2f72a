package dev.sluice.extproc.notation;

/**
 * A gap inside a number that is written in an unusual way: blanks between single characters, as in
 * {@code 1 9 2 . 0}, which are removed; or a sign between digits, as in {@code 010 ~ 1234}, which
 * becomes a hyphen.
 */
final class NumberGap implements Notation {
  private static final String SIGNS = "~|/^#;";
  private static final int MOST_BLANKS = 4;
  private static final int LONGEST = Notation.LOOK_BEHIND - 1;
  private static final int CHARACTER = ByteKinds.DIGIT | ByteKinds.LETTER;

  /** Returns whether a gap may begin with two bytes. */
  static boolean mayBegin(int first, int second) {
    boolean sign = isSign(second) || isDot(second);
    return switch (first) {
      case ' ' -> ByteKinds.is(second, ByteKinds.DIGIT | ByteKinds.SIGN) || sign || second == ' ';
      case 0xC2 -> second == 0xB7;
      case 0xE2 -> second == 0x80;
      default -> isSign(first) && ByteKinds.is(second, ByteKinds.DIGIT);
    };
  }

  /** Returns whether a gap may begin with the second byte, behind the first one. */
  static boolean mayFollow(int first, int second) {
    return second == ' '
        ? ByteKinds.is(first, ByteKinds.DIGIT | ByteKinds.SIGN)
        : (isSign(second) || isDot(second)) && ByteKinds.is(first, ByteKinds.DIGIT);
  }

  @Override
  public int read(NotationText text, int at, ShownBytes shown) {
    int before = text.at(at - 1);
    boolean separated = ByteKinds.is(before, ByteKinds.SIGN) && followsDigit(text, at - 2);
    if (!ByteKinds.is(before, ByteKinds.DIGIT) && !separated) {
      return NONE;
    }
    int sign = blanks(text, at);
    int behind = sign(text, sign);
    if (behind < 0) {
      return OPEN;
    }
    int end = blanks(text, behind);
    int next = text.at(end);
    if (next == NotationText.UNKNOWN) {
      return OPEN;
    }
    if (behind > sign) {
      boolean inNumber =
          ByteKinds.is(before, ByteKinds.DIGIT) && ByteKinds.is(next, ByteKinds.DIGIT);
      boolean spaced = isBlank(text, at);
      // A bar between blanks separates the cells of a table.
      if (!inNumber || spaced != isBlank(text, behind) || (spaced && text.at(sign) == '|')) {
        return NONE;
      }
      shown.add('-');
      return end - at;
    }
    return betweenSingles(text, at, end);
  }

  /** Returns the length of a gap between two single characters of which one is a digit. */
  private static int betweenSingles(NotationText text, int at, int end) {
    int before = text.at(at - 1);
    int next = text.at(end);
    boolean digits = ByteKinds.is(before, ByteKinds.DIGIT) || ByteKinds.is(next, ByteKinds.DIGIT);
    if (!digits
        || !ByteKinds.is(next, ByteKinds.DIGIT | ByteKinds.SIGN)
        || ByteKinds.is(text.at(at - 2), CHARACTER | ByteKinds.SIGN)) {
      return NONE;
    }
    int behind = text.at(end + 1);
    if (behind == NotationText.UNKNOWN) {
      return OPEN;
    }
    return ByteKinds.is(behind, CHARACTER) || isTooLong(text, at) ? NONE : end - at;
  }

  /** Returns whether a digit and at least one blank end at a position. */
  private static boolean followsDigit(NotationText text, int last) {
    int at = last;
    while (last - at < MOST_BLANKS && isBlank(text, at)) {
      at--;
    }
    return at < last && ByteKinds.is(text.at(at), ByteKinds.DIGIT);
  }

  /** Returns whether more single characters precede a position than a value has. */
  private static boolean isTooLong(NotationText text, int at) {
    int from = at - 1;
    while (at - from < LONGEST
        && text.at(from) >= 0
        && (isBlank(text, from) || isBlank(text, from - 1))) {
      from--;
    }
    return at - from >= LONGEST;
  }

  private static int blanks(NotationText text, int from) {
    int at = from;
    while (at - from < MOST_BLANKS && isBlank(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(NotationText text, int at) {
    return text.at(at) == ' ';
  }

  /** Returns the end of the sign at a position, the position without one, or -1 if it is open. */
  private static int sign(NotationText text, int at) {
    int first = text.at(at);
    if (first == NotationText.UNKNOWN) {
      return -1;
    }
    if (first < 0x80) {
      return isSign(first) ? at + 1 : at;
    }
    if (!isDot(first)) {
      return at;
    }
    int second = text.at(at + 1);
    int third = text.at(at + 2);
    if (second == NotationText.UNKNOWN || (first == 0xE2 && third == NotationText.UNKNOWN)) {
      return -1;
    }
    if (first == 0xC2) {
      return second == 0xB7 ? at + 2 : at;
    }
    return second == 0x80 && (third == 0xA2 || third == 0xA7) ? at + 3 : at;
  }

  /** Returns whether a byte is a sign that may be between digits. */
  static boolean isSign(int value) {
    return value > 0 && SIGNS.indexOf(value) >= 0;
  }

  /** Returns true for a byte with which a dot in the middle of the line begins. */
  private static boolean isDot(int value) {
    return value == 0xC2 || value == 0xE2;
  }
}
