package dev.sluice.quality.corpus.value;

import java.util.List;

/** Passwords and keys of no particular maker, which only their key name tells. */
public final class GenericSecret {

  private static final List<String> WORDS =
      List.of(
          "Tiger",
          "Bluemoon",
          "Seoul",
          "Winter",
          "Dragon",
          "Haneul",
          "Coffee",
          "Galaxy",
          "Rainbow",
          "Monday");

  private GenericSecret() {}

  public static Value make(SeededRandom dice) {
    return Value.of(
        switch (dice.below(10)) {
          case 0, 1 -> chosen(dice);
          case 2 -> dice.text(SeededRandom.HEX, dice.percent(50) ? 32 : 64);
          case 3 -> dice.text(SeededRandom.BASE64, 43) + "=";
          case 4, 5 -> symbols(dice);
          case 6 -> mixed(dice, 23, 43);
          default -> plain(dice);
        });
  }

  /** As people choose them: a word, a number and a sign. */
  static String chosen(SeededRandom dice) {
    String sign = String.valueOf(dice.charOf("!@#$*"));
    String word = dice.pick(WORDS);
    return switch (dice.below(3)) {
      case 0 -> word + dice.digits(4) + sign;
      case 1 -> word + sign + dice.digits(4);
      default -> dice.text(SeededRandom.LOWER, 4) + dice.digits(4) + sign + dice.charOf("!@#$*");
    };
  }

  /** Letters and digits only. */
  static String plain(SeededRandom dice) {
    return mixed(dice, 11, 31);
  }

  private static String mixed(SeededRandom dice, int low, int high) {
    return dice.charOf(SeededRandom.UPPER)
        + dice.text(SeededRandom.ALPHANUMERIC, dice.between(low, high))
        + dice.charOf(SeededRandom.LOWER)
        + dice.charOf(SeededRandom.DIGITS);
  }

  private static String symbols(SeededRandom dice) {
    return dice.charOf(SeededRandom.LOWER)
        + dice.text(SeededRandom.ALPHANUMERIC + "!@#$%^*-_+", dice.between(10, 18))
        + dice.charOf(SeededRandom.UPPER)
        + dice.charOf(SeededRandom.DIGITS);
  }
}
