package dev.sluice.bench.detection.corpus.value;

/** Credentials of Google Cloud: API keys and OAuth client secrets. */
public final class GcpKey {

  private GcpKey() {}

  public static Value make(Dice dice) {
    return dice.percent(85)
        ? Value.of("AI" + "zaSy" + dice.text(Dice.BASE64_URL, 32) + dice.charOf(Dice.ALPHANUMERIC))
        : Value.of(
            "GOC" + "SPX-" + dice.text(Dice.BASE64_URL, 27) + dice.charOf(Dice.ALPHANUMERIC));
  }
}
