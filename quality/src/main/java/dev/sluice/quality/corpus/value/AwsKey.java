package dev.sluice.quality.corpus.value;

/** Credentials of Amazon Web Services: access key ids and secret access keys. */
public final class AwsKey {

  private static final String BASE32 = SeededRandom.UPPER + "234567";

  private AwsKey() {}

  /** Four letters for a lasting or a passing key, and sixteen of base 32. */
  public static Value id(SeededRandom dice) {
    return Value.of((dice.percent(70) ? "AK" : "AS") + "IA" + dice.text(BASE32, 16));
  }

  /** Forty characters of base 64, which only their key name tells from other data. */
  public static Value secret(SeededRandom dice) {
    return Value.of(dice.text(SeededRandom.BASE64, 40));
  }

  /** A passing key's id as documentation writes it; a lasting one is refused by its form alone. */
  public static Value example(SeededRandom dice) {
    return Value.of("AS" + "IA" + dice.text(BASE32, 9) + "EXAMPLE");
  }
}
