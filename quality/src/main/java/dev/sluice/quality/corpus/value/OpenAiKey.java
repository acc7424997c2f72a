package dev.sluice.quality.corpus.value;

import java.util.List;

/** OpenAI's keys: two random parts around a constant mark, of users, projects and services. */
public final class OpenAiKey {

  private static final String MARK = "T3Blbk" + "FJ";

  private OpenAiKey() {}

  public static Value make(SeededRandom dice) {
    if (dice.percent(35)) {
      return Value.of(
          "sk"
              + "-"
              + dice.text(SeededRandom.ALPHANUMERIC, 20)
              + MARK
              + dice.text(SeededRandom.ALPHANUMERIC, 20));
    }
    String owner = dice.pick(List.of("proj", "proj", "proj", "svcacct", "admin"));
    int half = dice.pick(List.of(74, 74, 58, 20));
    String last =
        dice.text(SeededRandom.BASE64_URL, half - 1) + dice.charOf(SeededRandom.ALPHANUMERIC);
    return Value.of(
        "sk" + "-" + owner + "-" + dice.text(SeededRandom.BASE64_URL, half) + MARK + last);
  }
}
