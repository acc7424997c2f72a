package dev.sluice.bench.detection.corpus.value;

/** Opaque tokens (RFC 6750) as they stand behind the word Bearer. */
public final class BearerToken {

  private BearerToken() {}

  public static Value make(Dice dice) {
    return Value.of(
        switch (dice.below(12)) {
          case 0 -> dice.shape("%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%");
          case 1 ->
              "ya" + "29.a0" + dice.text(Dice.BASE64_URL, 120) + dice.charOf(Dice.ALPHANUMERIC);
          case 2, 3 -> dice.text(Dice.HEX, dice.percent(50) ? 40 : 64);
          case 4 -> dice.text(Dice.BASE64, 42) + "==";
          default ->
              dice.text(Dice.BASE64_URL, dice.between(23, 63)) + dice.charOf(Dice.ALPHANUMERIC);
        });
  }
}
