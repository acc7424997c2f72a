package dev.sluice.quality.corpus.value;

import java.time.LocalDate;
import java.util.List;

/** Numbers that have the shape of another kind's and a meaning of their own. */
public final class Lookalikes {

  private static final List<String> SEPARATORS = List.of("-", "-", "-", "");

  private Lookalikes() {}

  /** The shape of a resident number with a month or day that no year has. */
  public static Value impossibleBirth(SeededRandom dice) {
    String year = dice.digits(2);
    String date =
        switch (dice.below(4)) {
          case 0 -> dice.between(13, 99) + ResidentNumber.two(dice.between(1, 28));
          case 1 -> "00" + ResidentNumber.two(dice.between(1, 28));
          case 2 -> ResidentNumber.two(dice.between(1, 12)) + dice.between(32, 99);
          default -> "0230";
        };
    return Value.of(year + date + dice.pick(SEPARATORS) + dice.between(1, 8) + dice.digits(6));
  }

  /** A resident or foreigner number of which only the birth date and sex are still to be read. */
  public static Value maskedResident(SeededRandom dice) {
    LocalDate birth = ResidentNumber.anyBirth(dice);
    String mask = dice.pick(List.of("******", "XXXXXX", "●●●●●●", "######"));
    return Value.of(
        ResidentNumber.front(birth)
            + "-"
            + ResidentNumber.sex(dice, birth, dice.percent(50) ? 1 : 5)
            + mask);
  }

  /** The register number of a company, six digits and seven. */
  public static Value corporateNumber(SeededRandom dice) {
    String twelve =
        dice.pick(List.of("1101", "1311", "1801", "1201", "1501"))
            + dice.pick(List.of("11", "14", "21"))
            + dice.digits(6);
    return Value.of(
        twelve.substring(0, 6) + "-" + twelve.substring(6) + CheckDigits.corporate(twelve));
  }

  /** Milliseconds since 1970. */
  public static Value epochMillis(SeededRandom dice) {
    return Value.of("1" + dice.between(5, 7) + dice.digits(11));
  }

  /** Microseconds since 1970: sixteen digits. */
  public static Value epochMicros(SeededRandom dice) {
    return Value.of("1" + dice.between(5, 7) + dice.digits(14));
  }

  /** A device's number: fifteen digits, the last by Luhn. */
  public static Value imei(SeededRandom dice) {
    String body = dice.pick(List.of("35", "86", "01")) + dice.digits(12);
    return Value.of(body + CheckDigits.luhn(body));
  }

  /** An article number; those of books begin with 978. */
  public static Value ean(SeededRandom dice) {
    String body = dice.pick(List.of("978", "979", "880", "880", "400")) + dice.digits(9);
    return Value.of(body + CheckDigits.ean(body));
  }
}
