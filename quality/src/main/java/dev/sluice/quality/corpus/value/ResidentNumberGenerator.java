package dev.sluice.quality.corpus.value;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A generator of Korean resident and foreigner registration numbers: the birth date, a digit for
 * century and sex, and six digits. Until September 2020 the last one was a check digit.
 */
final class ResidentNumberGenerator {
  private static final LocalDate FIRST = LocalDate.of(1940, 1, 1);
  private static final LocalDate UNCHECKED = LocalDate.of(2020, 10, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 12, 31);
  private static final LocalDate ADULT = LocalDate.of(2007, 12, 31);
  private static final DateTimeFormatter SIX_DIGITS =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
  private static final int RESIDENT = 11;
  private static final int FOREIGNER = 13;

  private ResidentNumberGenerator() {}

  static GeneratedValue resident(SeededRandom random) {
    int share = random.below(100);
    if (share < 75) {
      String twelve =
          front(random, FIRST, UNCHECKED.minusDays(1), 1)
              + two(random.between(0, 95))
              + random.digits(2)
              + random.between(1, 9);
      return written(twelve + TemplateFunction.resident(twelve, RESIDENT), random);
    }
    // A person born earlier has random digits too if the number was changed since.
    return written(
        front(random, share < 92 ? UNCHECKED : FIRST, LAST, 1) + random.digits(6), random);
  }

  /** Generates a number with 5 to 8 for century and sex, an even office and a class of 6 to 9. */
  static GeneratedValue foreigner(SeededRandom random) {
    String seven = front(random, FIRST, ADULT, 5);
    if (random.percent(30)) {
      return written(seven + random.digits(6), random);
    }
    String office = two(2 * random.between(0, 49)) + random.digits(2);
    String twelve = seven + office + random.between(6, 9);
    return written(twelve + TemplateFunction.resident(twelve, FOREIGNER), random);
  }

  /** Generates a number of which only the birth date and the sex are readable. */
  static GeneratedValue masked(SeededRandom random) {
    LocalDate birth = birth(random, FIRST, ADULT);
    String mask = ValueTable.text("resident_mask", random);
    int sex = sex(random, birth, random.percent(50) ? 1 : 5);
    return GeneratedValue.of(SIX_DIGITS.format(birth) + "-" + sex + mask);
  }

  private static String front(SeededRandom random, LocalDate first, LocalDate last, int firstSex) {
    LocalDate birth = birth(random, first, last);
    return SIX_DIGITS.format(birth) + sex(random, birth, firstSex);
  }

  private static LocalDate birth(SeededRandom random, LocalDate first, LocalDate last) {
    return first.plusDays(random.below((int) (last.toEpochDay() - first.toEpochDay()) + 1));
  }

  /** Draws from the digits of a man and a woman born in the 1900s, then those of the 2000s. */
  private static int sex(SeededRandom random, LocalDate birth, int first) {
    return first + random.below(2) + (birth.getYear() < 2000 ? 0 : 2);
  }

  private static String two(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }

  private static GeneratedValue written(String thirteen, SeededRandom random) {
    return GeneratedValue.of(
        thirteen.substring(0, 6)
            + ValueTable.text("resident_separator", random)
            + thirteen.substring(6));
  }
}
