package dev.sluice.extproc.recognizer;

/** Letters of ASCII, and where words of them begin and end. */
final class Ascii {
  private Ascii() {}

  static boolean isUpper(byte value) {
    return value >= 'A' && value <= 'Z';
  }

  static boolean isLower(byte value) {
    return value >= 'a' && value <= 'z';
  }

  static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  static byte lower(byte value) {
    return isUpper(value) ? (byte) (value + ('a' - 'A')) : value;
  }

  /** Whether a word in lower case stands there in any case, all of it before an end. */
  static boolean stands(byte[] text, int at, int to, byte[] word) {
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
  static boolean wordBegins(byte before, byte first) {
    return isLower(before) ? !isLower(first) : !isUpper(before) || !isUpper(first);
  }

  /** Whether a word may end with the first byte if the second stands behind it. */
  static boolean wordEnds(byte last, byte after) {
    return isLower(after) ? !isLower(last) && !isUpper(last) : !isUpper(after) || !isUpper(last);
  }
}
