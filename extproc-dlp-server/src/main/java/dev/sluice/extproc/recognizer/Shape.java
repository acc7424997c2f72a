package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.MatchCheck;

/** Which characters a value has, and how many of each sort. */
record Shape(int upper, int lower, int digits, int signs, int other, int turns) {
  /** So often random text goes over from letters to digits, capitals or signs. */
  private static final int FEWEST_TURNS = 3;

  private static final int LONG = 16;

  /** What a provider made at random: letters and digits, and no mark of a placeholder. */
  static final MatchCheck MADE = MatchCheck.of(Shape::made);

  static Shape of(byte[] text, int from, int to) {
    int upper = 0;
    int lower = 0;
    int digits = 0;
    int signs = 0;
    int turns = 0;
    char last = 0;
    for (int i = from; i < to; i++) {
      byte value = text[i];
      char sort = ' ';
      if (Ascii.isUpper(value)) {
        upper++;
        sort = 'A';
      } else if (Ascii.isLower(value)) {
        lower++;
        sort = 'a';
      } else if (Ascii.isDigit(value)) {
        digits++;
        sort = '0';
      } else if ("!@#$%^*~?+".indexOf(value) >= 0) {
        signs++;
        sort = '!';
      }
      turns += i > from && sort != last ? 1 : 0;
      last = sort;
    }
    return new Shape(
        upper, lower, digits, signs, to - from - upper - lower - digits - signs, turns);
  }

  int letters() {
    return upper + lower;
  }

  int length() {
    return upper + lower + digits + signs + other;
  }

  /** Whether letters alone are no words: capitals and small ones are mixed. */
  boolean scrambled() {
    return length() >= LONG && mixed();
  }

  /** Whether words are unlikely: capitals and small ones by turns. */
  boolean mixed() {
    return upper > 1 && lower > 1 && turns * 3 > length();
  }

  static boolean made(byte[] text, int from, int to) {
    Shape shape = of(text, from, to);
    return shape.letters() > 0
        && (shape.digits > 0 || (shape.upper > 1 && shape.lower > 1))
        && !Placeholders.is(text, from, to);
  }

  /** Whether a value is in one line, or what is in the next line looks like more of it. */
  static boolean together(byte[] text, int from, int to) {
    int line = from;
    while (line < to && text[line] != '\n') {
      line++;
    }
    Shape rest = of(text, Math.min(to, line + 1), to);
    return line == to
        || (rest.digits > 0
            && rest.letters() > 0
            && rest.turns >= FEWEST_TURNS
            && (rest.other == 0 || rest.turns * 2 > rest.length()));
  }
}
