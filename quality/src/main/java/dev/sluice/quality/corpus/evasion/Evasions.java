package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.Value;
import java.util.HashSet;
import java.util.Set;

/** The ways, each on the part that matters unless it says otherwise. */
final class Evasions {

  private Evasions() {}

  /** Every letter, digit and sign in its full-width form. */
  static Value fullWidth(Value value, SeededRandom dice) {
    boolean digitsOnly = dice.percent(50) && hasDigit(value);
    return Rewrite.part(
        value, (index, c) -> digitsOnly && !isDigit(c) ? String.valueOf(c) : Glyphs.fullWidth(c));
  }

  /** All of the text, whether it matters or not. */
  static Value fullWidthWhole(Value value, SeededRandom dice) {
    return Rewrite.whole(value, (index, c) -> Glyphs.fullWidth(c));
  }

  /** Only what is neither letter nor digit. */
  static Value fullWidthSigns(Value value, SeededRandom dice) {
    return Rewrite.part(value, (index, c) -> isWord(c) ? String.valueOf(c) : Glyphs.fullWidth(c));
  }

  /** One to four characters without width, between others. */
  static Value invisible(Value value, SeededRandom dice) {
    String glyph = dice.pick(Glyphs.INVISIBLE);
    Set<Integer> before = new HashSet<>();
    for (int i = dice.between(1, 4); i > 0; i--) {
      before.add(between(value, dice));
    }
    return Rewrite.part(value, (index, c) -> before.contains(index) ? glyph + c : "" + c);
  }

  /** Another separator than the usual one, between the same groups or groups of four. */
  static Value separators(Value value, SeededRandom dice) {
    String separator = dice.pick(Glyphs.SEPARATORS);
    boolean grouped =
        value
            .text()
            .substring(value.start(), value.end())
            .chars()
            .anyMatch(c -> isSeparator((char) c));
    return Rewrite.part(
        value,
        (index, c) -> {
          if (grouped) {
            return isSeparator(c) ? separator : "" + c;
          }
          int at = index - value.start();
          return at > 0 && at % 4 == 0 ? separator + c : "" + c;
        });
  }

  /** The digits of another script. */
  static Value otherDigits(Value value, SeededRandom dice) {
    int script = dice.below(Glyphs.zeros());
    return Rewrite.part(value, (index, c) -> Glyphs.otherDigit(c, script));
  }

  /** A line end at a separator, or else somewhere between. */
  static Value lineBreak(Value value, SeededRandom dice) {
    int separator = firstSeparator(value);
    int at = separator < 0 ? between(value, dice) : separator + 1;
    return Rewrite.part(value, (index, c) -> index == at ? "\n" + c : "" + c);
  }

  /** Up to three letters that are of another alphabet, the first ones that have such a twin. */
  static Value twins(Value value, SeededRandom dice) {
    int count = dice.between(1, 3);
    int[] done = new int[1];
    Value written =
        Rewrite.part(
            value, (index, c) -> Glyphs.hasTwin(c) && done[0]++ < count ? Glyphs.twin(c) : "" + c);
    return done[0] == 0 ? invisible(value, dice) : written;
  }

  /** Spaces around the signs between words. */
  static Value spacedSigns(Value value, SeededRandom dice) {
    int only = dice.percent(50) ? firstSign(value) : -1;
    return Rewrite.part(
        value,
        (index, c) ->
            index > value.start() && (only < 0 || index == only) && isSign(c)
                ? " " + c + " "
                : "" + c);
  }

  /** Each line behind a quotation mark, as in an answer to a mail. */
  static Value quoted(Value value, SeededRandom dice) {
    return Rewrite.part(value, (index, c) -> c == '\n' ? "\n> " : "" + c);
  }

  /** All in one line, with spaces for line ends. */
  static Value unwrapped(Value value, SeededRandom dice) {
    return Rewrite.part(value, (index, c) -> c == '\n' ? " " : c == '\r' ? "" : "" + c);
  }

  private static int between(Value value, SeededRandom dice) {
    return dice.between(value.start() + 1, value.end() - 1);
  }

  private static int firstSeparator(Value value) {
    for (int i = value.start() + 1; i < value.end() - 1; i++) {
      if (isSeparator(value.text().charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int firstSign(Value value) {
    int at = value.start() + 1;
    while (at < value.end() && !isSign(value.text().charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean hasDigit(Value value) {
    return value
        .text()
        .substring(value.start(), value.end())
        .chars()
        .anyMatch(c -> isDigit((char) c));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isSign(char c) {
    return c == '@' || c == '.' || c == ':';
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == ' ' || c == '.' || c == '–';
  }
}
