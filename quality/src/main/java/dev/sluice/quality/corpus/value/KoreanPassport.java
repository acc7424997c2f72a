package dev.sluice.quality.corpus.value;

/**
 * Korean passport numbers: the letter of the class and eight digits; since December 2021 three
 * digits, a letter and four digits.
 */
public final class KoreanPassport {

  private KoreanPassport() {}

  public static Value make(SeededRandom dice) {
    char type = dice.percent(70) ? 'M' : dice.charOf("SRGD");
    return Value.of(type + dice.shape(dice.percent(50) ? "########" : "###@####"));
  }
}
