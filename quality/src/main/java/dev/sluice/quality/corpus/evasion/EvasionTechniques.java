package dev.sluice.quality.corpus.evasion;

import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import java.util.HashSet;
import java.util.Set;

/** The evasion techniques. Each rewrites the entity only, unless its comment says otherwise. */
final class EvasionTechniques {

  private EvasionTechniques() {}

  /** Writes letters, digits and signs, or digits only, in full-width form. */
  static GeneratedValue fullWidth(GeneratedValue value, SeededRandom random) {
    boolean digitsOnly = random.percent(50) && hasDigit(value);
    return ValueRewriter.part(
        value,
        (index, c) ->
            digitsOnly && !isDigit(c) ? String.valueOf(c) : LookalikeCharacters.fullWidth(c));
  }

  /** Writes the whole text in full-width form. */
  static GeneratedValue fullWidthWhole(GeneratedValue value, SeededRandom random) {
    return ValueRewriter.whole(value, (index, c) -> LookalikeCharacters.fullWidth(c));
  }

  /** Writes signs in full-width form. */
  static GeneratedValue fullWidthSigns(GeneratedValue value, SeededRandom random) {
    return ValueRewriter.part(
        value, (index, c) -> isWord(c) ? String.valueOf(c) : LookalikeCharacters.fullWidth(c));
  }

  /** Inserts one to four invisible characters. */
  static GeneratedValue invisible(GeneratedValue value, SeededRandom random) {
    String glyph = random.pick(LookalikeCharacters.INVISIBLE);
    Set<Integer> before = new HashSet<>();
    for (int i = random.between(1, 4); i > 0; i--) {
      before.add(between(value, random));
    }
    return ValueRewriter.part(value, (index, c) -> before.contains(index) ? glyph + c : "" + c);
  }

  /** Changes the separators of the groups, or separates groups of four. */
  static GeneratedValue separators(GeneratedValue value, SeededRandom random) {
    String separator = random.pick(LookalikeCharacters.SEPARATORS);
    boolean grouped =
        value
            .text()
            .substring(value.start(), value.end())
            .chars()
            .anyMatch(c -> isSeparator((char) c));
    return ValueRewriter.part(
        value,
        (index, c) -> {
          if (grouped) {
            return isSeparator(c) ? separator : "" + c;
          }
          int at = index - value.start();
          return at > 0 && at % 4 == 0 ? separator + c : "" + c;
        });
  }

  /** Writes the digits in another script. */
  static GeneratedValue otherDigits(GeneratedValue value, SeededRandom random) {
    int script = random.below(LookalikeCharacters.zeros());
    return ValueRewriter.part(value, (index, c) -> LookalikeCharacters.otherDigit(c, script));
  }

  /** Inserts a line end at a separator, or else at random. */
  static GeneratedValue lineBreak(GeneratedValue value, SeededRandom random) {
    int separator = firstSeparator(value);
    int at = separator < 0 ? between(value, random) : separator + 1;
    return ValueRewriter.part(value, (index, c) -> index == at ? "\n" + c : "" + c);
  }

  /** Replaces up to three letters by Cyrillic ones that look the same. */
  static GeneratedValue twins(GeneratedValue value, SeededRandom random) {
    int count = random.between(1, 3);
    int[] done = new int[1];
    GeneratedValue written =
        ValueRewriter.part(
            value,
            (index, c) ->
                LookalikeCharacters.hasTwin(c) && done[0]++ < count
                    ? LookalikeCharacters.twin(c)
                    : "" + c);
    return done[0] == 0 ? invisible(value, random) : written;
  }

  /** Inserts spaces around the signs between words. */
  static GeneratedValue spacedSigns(GeneratedValue value, SeededRandom random) {
    int only = random.percent(50) ? firstSign(value) : -1;
    return ValueRewriter.part(
        value,
        (index, c) ->
            index > value.start() && (only < 0 || index == only) && isSign(c)
                ? " " + c + " "
                : "" + c);
  }

  /** Quotes each line as a reply to a mail does. */
  static GeneratedValue quoted(GeneratedValue value, SeededRandom random) {
    return ValueRewriter.part(value, (index, c) -> c == '\n' ? "\n> " : "" + c);
  }

  /** Replaces line ends by spaces. */
  static GeneratedValue unwrapped(GeneratedValue value, SeededRandom random) {
    return ValueRewriter.part(value, (index, c) -> c == '\n' ? " " : c == '\r' ? "" : "" + c);
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
