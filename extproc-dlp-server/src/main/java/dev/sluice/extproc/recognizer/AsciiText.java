package dev.sluice.extproc.recognizer;

/** A test of ASCII letters and of the words in them. */
public final class AsciiText {
  private static final int SORTS = 4;

  /**
   * The sort of each byte: a small letter (0), a capital (1), inside a character (2), any other
   * (3).
   */
  private static final byte[] SORT = sorts();

  /** A bit for each pair of sorts. No word begins between two small letters or two capitals. */
  private static final int BEGINS = 0b1011_1011_1001_1010;

  private AsciiText() {}

  private static byte[] sorts() {
    byte[] sorts = new byte[256];
    for (int value = 0; value < sorts.length; value++) {
      boolean inside = (value & 0xC0) == 0x80;
      sorts[value] =
          (byte) (isLower((byte) value) ? 0 : isUpper((byte) value) ? 1 : inside ? 2 : 3);
    }
    return sorts;
  }

  public static boolean isUpper(byte value) {
    return value >= 'A' && value <= 'Z';
  }

  public static boolean isLower(byte value) {
    return value >= 'a' && value <= 'z';
  }

  public static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  public static byte lower(byte value) {
    return isUpper(value) ? (byte) (value + ('a' - 'A')) : value;
  }

  /**
   * Returns true if a word in lower case is at a position, in any letter case, and ends before
   * {@code to}.
   */
  public static boolean matchesWord(byte[] text, int at, int to, byte[] word) {
    if (at + word.length > to) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (lower(text[at + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if a word may begin with the second of two bytes. */
  static boolean isWordStart(byte before, byte first) {
    return begins(SORT[before & 0xFF], SORT[first & 0xFF]) != 0;
  }

  /** Returns a bit for each of up to 64 bytes: 1 if a word may begin there. */
  static long wordStarts(byte before, byte[] text, int from, int to) {
    long begins = 0;
    int last = SORT[before & 0xFF];
    for (int i = from; i < to; i++) {
      int sort = SORT[text[i] & 0xFF];
      begins |= (long) begins(last, sort) << (i - from);
      last = sort;
    }
    return begins;
  }

  private static int begins(int before, int first) {
    return BEGINS >>> (SORTS * before + first) & 1;
  }

  /** Returns true if a word may end with the first of two bytes. */
  static boolean isWordEnd(byte last, byte after) {
    return isLower(after) ? !isLower(last) && !isUpper(last) : !isUpper(after) || !isUpper(last);
  }
}
