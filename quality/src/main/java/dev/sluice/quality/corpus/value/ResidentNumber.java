package dev.sluice.quality.corpus.value;

import java.time.LocalDate;
import java.util.List;

/**
 * Korean resident registration numbers: birth date, a digit for century and sex, and until
 * September 2020 the place of registration and a check digit; six random digits since then.
 */
public final class ResidentNumber {

  private static final List<String> SEPARATORS =
      List.of("-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "", "", " ", " ", "–", " - ");
  private static final LocalDate FIRST = LocalDate.of(1940, 1, 1);
  private static final LocalDate UNCHECKED = LocalDate.of(2020, 10, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 12, 31);

  private ResidentNumber() {}

  public static Value make(SeededRandom dice) {
    int share = dice.below(100);
    if (share < 75) {
      return write(checked(dice, date(dice, FIRST, UNCHECKED.minusDays(1)), 1), dice);
    }
    // Who was born earlier has random digits too if the number was changed since.
    LocalDate birth = share < 92 ? date(dice, UNCHECKED, LAST) : date(dice, FIRST, LAST);
    return write(front(birth) + sex(dice, birth, 1) + dice.digits(6), dice);
  }

  static Value write(String thirteen, SeededRandom dice) {
    return Value.of(thirteen.substring(0, 6) + dice.pick(SEPARATORS) + thirteen.substring(6));
  }

  static LocalDate date(SeededRandom dice, LocalDate first, LocalDate last) {
    int days = (int) (last.toEpochDay() - first.toEpochDay());
    return first.plusDays(dice.below(days + 1));
  }

  static LocalDate anyBirth(SeededRandom dice) {
    return date(dice, FIRST, LocalDate.of(2007, 12, 31));
  }

  static String front(LocalDate birth) {
    return two(birth.getYear() % 100) + two(birth.getMonthValue()) + two(birth.getDayOfMonth());
  }

  static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  /** First is the digit of a man born in the 1900s; the next one is a woman's, then the 2000s. */
  static int sex(SeededRandom dice, LocalDate birth, int first) {
    return first + dice.below(2) + (birth.getYear() < 2000 ? 0 : 2);
  }

  private static String checked(SeededRandom dice, LocalDate birth, int firstSex) {
    String twelve =
        front(birth)
            + sex(dice, birth, firstSex)
            + two(dice.between(0, 95))
            + dice.digits(2)
            + dice.between(1, 9);
    return twelve + CheckDigits.resident(twelve);
  }
}
