package dev.sluice.quality.corpus.value;

/** Credentials of Google Cloud: API keys and OAuth client secrets. */
public final class GcpKey {

  private GcpKey() {}

  public static Value make(SeededRandom dice) {
    return dice.percent(85)
        ? Value.of(
            "AI"
                + "zaSy"
                + dice.text(SeededRandom.BASE64_URL, 32)
                + dice.charOf(SeededRandom.ALPHANUMERIC))
        : Value.of(
            "GOC"
                + "SPX-"
                + dice.text(SeededRandom.BASE64_URL, 27)
                + dice.charOf(SeededRandom.ALPHANUMERIC));
  }
}
