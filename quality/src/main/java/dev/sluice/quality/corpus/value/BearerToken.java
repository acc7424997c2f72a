package dev.sluice.quality.corpus.value;

/** Opaque tokens (RFC 6750) as they stand behind the word Bearer. */
public final class BearerToken {

  private BearerToken() {}

  public static Value make(SeededRandom dice) {
    return Value.of(
        switch (dice.below(12)) {
          case 0 -> dice.shape("%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%");
          case 1 ->
              "ya"
                  + "29.a0"
                  + dice.text(SeededRandom.BASE64_URL, 120)
                  + dice.charOf(SeededRandom.ALPHANUMERIC);
          case 2, 3 -> dice.text(SeededRandom.HEX, dice.percent(50) ? 40 : 64);
          case 4 -> dice.text(SeededRandom.BASE64, 42) + "==";
          default ->
              dice.text(SeededRandom.BASE64_URL, dice.between(23, 63))
                  + dice.charOf(SeededRandom.ALPHANUMERIC);
        });
  }
}
