package dev.sluice.quality.corpus.value;

import java.util.List;

/** Korean telephone numbers: mobile, by region, internet, personal, free and nation-wide. */
public final class KoreanPhone {

  private static final List<String> REGIONS =
      List.of(
          "31", "32", "33", "41", "42", "43", "44", "51", "52", "53", "54", "55", "61", "62", "63",
          "64");
  private static final List<String> NATIONWIDE =
      List.of(
          "1588", "1577", "1544", "1566", "1600", "1644", "1661", "1666", "1670", "1800", "1811",
          "1833", "1855", "1877", "1899");

  private KoreanPhone() {}

  public static Value make(SeededRandom dice) {
    int share = dice.below(100);
    if (share < 60) {
      return mobile(dice);
    }
    if (share < 88) {
      return regional(dice);
    }
    return Value.of(
        dice.shape(
            dice.pick(
                List.of("070-^###-####", "050#-^###-####", "050#-^##-####", "080-^##-####"))));
  }

  /** A number without a prefix, which only its context tells from two years or a code. */
  public static Value nationwide(SeededRandom dice) {
    return Value.of(dice.pick(NATIONWIDE) + (dice.percent(85) ? "-" : "") + dice.digits(4));
  }

  private static Value mobile(SeededRandom dice) {
    if (dice.percent(6)) {
      return Value.of(dice.shape("01" + dice.charOf("16789") + "-^##-####"));
    }
    String middle = dice.shape("^###");
    String last = dice.digits(4);
    int share = dice.below(100);
    if (share < 72) {
      String separator = dice.pick(List.of("-", "-", "-", "-", "-", "-", "", "", " ", "."));
      return Value.of(String.join(separator, "010", middle, last));
    }
    String before =
        dice.pick(
            List.of("+82-10-", "+82 10-", "+82-10-", "+82 10 ", "+8210", "82-10-", "+82 (0)10-"));
    String between = before.endsWith("-") ? "-" : before.endsWith(" ") ? " " : "";
    if (dice.percent(10)) {
      return Value.within("(", "+82) 10-" + middle + "-" + last, "");
    }
    return Value.of(before + middle + between + last);
  }

  private static Value regional(SeededRandom dice) {
    String region = dice.percent(40) ? "2" : dice.pick(REGIONS);
    String number = dice.shape(dice.percent(50) ? "^##-####" : "^###-####");
    return switch (dice.below(6)) {
      case 0 -> Value.within("(", "0" + region + ") " + number, "");
      case 1 -> Value.of("0" + region + ")" + number);
      case 2 -> Value.of("+82-" + region + "-" + number);
      case 3 -> Value.of(("0" + region + "-" + number).replace("-", dice.percent(50) ? "" : " "));
      default -> Value.of("0" + region + "-" + number);
    };
  }
}
