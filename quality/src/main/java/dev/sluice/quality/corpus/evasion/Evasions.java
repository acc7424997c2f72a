package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.GeneratedValue;
import java.util.HashSet;
import java.util.Set;

/** The ways, each on the part that matters unless it says otherwise. */
final class Evasions {

  private Evasions() {}

  /** Every letter, digit and sign in its full-width form. */
  static GeneratedValue fullWidth(GeneratedValue value, SeededRandom random) {
    boolean digitsOnly = random.percent(50) && hasDigit(value);
    return Rewrite.part(
        value, (index, c) -> digitsOnly && !isDigit(c) ? String.valueOf(c) : Glyphs.fullWidth(c));
  }

  /** All of the text, whether it matters or not. */
  static GeneratedValue fullWidthWhole(GeneratedValue value, SeededRandom random) {
    return Rewrite.whole(value, (index, c) -> Glyphs.fullWidth(c));
  }

  /** Only what is neither letter nor digit. */
  static GeneratedValue fullWidthSigns(GeneratedValue value, SeededRandom random) {
    return Rewrite.part(value, (index, c) -> isWord(c) ? String.valueOf(c) : Glyphs.fullWidth(c));
  }

  /** One to four characters without width, between others. */
  static GeneratedValue invisible(GeneratedValue value, SeededRandom random) {
    String glyph = random.pick(Glyphs.INVISIBLE);
    Set<Integer> before = new HashSet<>();
    for (int i = random.between(1, 4); i > 0; i--) {
      before.add(between(value, random));
    }
    return Rewrite.part(value, (index, c) -> before.contains(index) ? glyph + c : "" + c);
  }

  /** Another separator than the usual one, between the same groups or groups of four. */
  static GeneratedValue separators(GeneratedValue value, SeededRandom random) {
    String separator = random.pick(Glyphs.SEPARATORS);
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
  static GeneratedValue otherDigits(GeneratedValue value, SeededRandom random) {
    int script = random.below(Glyphs.zeros());
    return Rewrite.part(value, (index, c) -> Glyphs.otherDigit(c, script));
  }

  /** A line end at a separator, or else somewhere between. */
  static GeneratedValue lineBreak(GeneratedValue value, SeededRandom random) {
    int separator = firstSeparator(value);
    int at = separator < 0 ? between(value, random) : separator + 1;
    return Rewrite.part(value, (index, c) -> index == at ? "\n" + c : "" + c);
  }

  /** Up to three letters that are of another alphabet, the first ones that have such a twin. */
  static GeneratedValue twins(GeneratedValue value, SeededRandom random) {
    int count = random.between(1, 3);
    int[] done = new int[1];
    GeneratedValue written =
        Rewrite.part(
            value, (index, c) -> Glyphs.hasTwin(c) && done[0]++ < count ? Glyphs.twin(c) : "" + c);
    return done[0] == 0 ? invisible(value, random) : written;
  }

  /** Spaces around the signs between words. */
  static GeneratedValue spacedSigns(GeneratedValue value, SeededRandom random) {
    int only = random.percent(50) ? firstSign(value) : -1;
    return Rewrite.part(
        value,
        (index, c) ->
            index > value.start() && (only < 0 || index == only) && isSign(c)
                ? " " + c + " "
                : "" + c);
  }

  /** Each line behind a quotation mark, as in an answer to a mail. */
  static GeneratedValue quoted(GeneratedValue value, SeededRandom random) {
    return Rewrite.part(value, (index, c) -> c == '\n' ? "\n> " : "" + c);
  }

  /** All in one line, with spaces for line ends. */
  static GeneratedValue unwrapped(GeneratedValue value, SeededRandom random) {
    return Rewrite.part(value, (index, c) -> c == '\n' ? " " : c == '\r' ? "" : "" + c);
  }

  private static int between(GeneratedValue value, SeededRandom random) {
    return random.between(value.start() + 1, value.end() - 1);
  }

  private static int firstSeparator(GeneratedValue value) {
    for (int i = value.start() + 1; i < value.end() - 1; i++) {
      if (isSeparator(value.text().charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int firstSign(GeneratedValue value) {
    int at = value.start() + 1;
    while (at < value.end() && !isSign(value.text().charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean hasDigit(GeneratedValue value) {
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
