package dev.sluice.extproc.recognizer.secret;

import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;

/** The number of characters of each sort in a value. */
record CharacterCounts(int upper, int lower, int digits, int signs, int other, int changes) {
  /** The least number of changes between letters, digits, capitals and signs in random text. */
  private static final int FEWEST_TURNS = 3;

  private static final int LONG = 16;

  /** A check for random values of providers: letters and digits, and no sign of a placeholder. */
  static final MatchCheck RANDOM_CHECK = MatchCheck.of(CharacterCounts::isRandom);

  static CharacterCounts of(byte[] text, int from, int to) {
    int upper = 0;
    int lower = 0;
    int digits = 0;
    int signs = 0;
    int turns = 0;
    char last = 0;
    for (int i = from; i < to; i++) {
      byte value = text[i];
      char sort = ' ';
      if (AsciiText.isUpper(value)) {
        upper++;
        sort = 'A';
      } else if (AsciiText.isLower(value)) {
        lower++;
        sort = 'a';
      } else if (AsciiText.isDigit(value)) {
        digits++;
        sort = '0';
      } else if ("!@#$%^*~?+".indexOf(value) >= 0) {
        signs++;
        sort = '!';
      }
      turns += i > from && sort != last ? 1 : 0;
      last = sort;
    }
    return new CharacterCounts(
        upper, lower, digits, signs, to - from - upper - lower - digits - signs, turns);
  }

  int letters() {
    return upper + lower;
  }

  int length() {
    return upper + lower + digits + signs + other;
  }

  /** Returns true if capitals and small letters are mixed, so that the letters are not words. */
  boolean isScrambled() {
    return length() >= LONG && isMixedCase();
  }

  /** Returns true if capitals and small letters alternate, so that words are unlikely. */
  boolean isMixedCase() {
    return upper > 1 && lower > 1 && changes * 3 > length();
  }

  static boolean isRandom(byte[] text, int from, int to) {
    CharacterCounts shape = of(text, from, to);
    return shape.letters() > 0
        && (shape.digits > 0 || (shape.upper > 1 && shape.lower > 1))
        && !SecretPlaceholders.is(text, from, to);
  }

  /** Returns true if a value is in one line, or its second line looks like a part of it. */
  static boolean isOneValue(byte[] text, int from, int to) {
    int line = from;
    while (line < to && text[line] != '\n') {
      line++;
    }
    CharacterCounts rest = of(text, Math.min(to, line + 1), to);
    return line == to
        || (rest.digits > 0
            && rest.letters() > 0
            && rest.changes >= FEWEST_TURNS
            && (rest.other == 0 || rest.changes * 2 > rest.length()));
  }
}
