package dev.sluice.extproc.recognizer;

/** Letters of ASCII, and where words of them begin and end. */
public final class AsciiText {
  private static final int SORTS = 4;

  /** Of each byte: a small letter (0), a capital (1), within a character (2), any other (3). */
  private static final byte[] SORT = sorts();

  /** A bit for each two sorts: no word begins between two small letters or two capitals. */
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

  /** Whether a word in lower case stands there in any case, all of it before an end. */
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

  /** Whether a word may begin with the second byte if the first stands before it. */
  static boolean isWordStart(byte before, byte first) {
    return begins(SORT[before & 0xFF], SORT[first & 0xFF]) != 0;
  }

  /** A bit for each of up to 64 bytes: whether a word may begin there. */
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

  /** Whether a word may end with the first byte if the second stands behind it. */
  static boolean isWordEnd(byte last, byte after) {
    return isLower(after) ? !isLower(last) && !isUpper(last) : !isUpper(after) || !isUpper(last);
  }
}
