package dev.sluice.quality.corpus.value;

/**
 * Slack's tokens of bots, users and apps, and its incoming webhooks, which are secrets as a whole.
 */
public final class SlackToken {

  private static final String BASE36 = SeededRandom.UPPER + SeededRandom.DIGITS;

  private SlackToken() {}

  public static Value make(SeededRandom dice) {
    return Value.of(
        switch (dice.below(5)) {
          case 0, 1 ->
              "xox"
                  + "b-"
                  + number(dice)
                  + "-"
                  + number(dice)
                  + "-"
                  + dice.text(SeededRandom.ALPHANUMERIC, 24);
          case 2 ->
              "xox"
                  + "p-"
                  + number(dice)
                  + "-"
                  + number(dice)
                  + "-"
                  + number(dice)
                  + "-"
                  + dice.text(SeededRandom.HEX, 32);
          case 3 ->
              "xap"
                  + "p-1-A"
                  + dice.text(BASE36, 10)
                  + "-"
                  + number(dice)
                  + "-"
                  + dice.text(SeededRandom.HEX, 64);
          default -> webhook(dice);
        });
  }

  private static String webhook(SeededRandom dice) {
    return "https://hooks.slack"
        + ".com/services/T"
        + dice.text(BASE36, dice.between(8, 10))
        + "/B"
        + dice.text(BASE36, 10)
        + "/"
        + dice.text(SeededRandom.ALPHANUMERIC, 24);
  }

  private static String number(SeededRandom dice) {
    return dice.between(1, 9) + dice.digits(dice.between(9, 12));
  }
}
