package dev.sluice.quality.corpus.value;

import java.util.List;

/** Korean business registration numbers: tax office, class, serial number and check digit. */
public final class BusinessNumber {

  private static final List<String> SEPARATORS =
      List.of("-", "-", "-", "-", "-", "-", "-", "", "", " ");

  private BusinessNumber() {}

  public static Value make(SeededRandom dice) {
    String nine = nine(dice);
    return write(nine + CheckDigits.business(nine), dice);
  }

  /** The same with a check digit that is wrong. */
  public static Value wrong(SeededRandom dice) {
    String nine = nine(dice);
    return write(nine + (CheckDigits.business(nine) + dice.between(1, 9)) % 10, dice);
  }

  private static Value write(String ten, SeededRandom dice) {
    String separator = dice.pick(SEPARATORS);
    return Value.of(
        String.join(separator, ten.substring(0, 3), ten.substring(3, 5), ten.substring(5)));
  }

  private static String nine(SeededRandom dice) {
    return dice.between(101, 899) + ResidentNumber.two(dice.between(1, 89)) + dice.digits(4);
  }
}
