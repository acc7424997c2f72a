package dev.sluice.extproc.recognizer.idnumber;

import dev.sluice.extproc.recognizer.DecimalDigits;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The thirteen digits of a resident's or a foreigner's number: a birth date, a digit for century
 * and sex, and six more. Numbers issued since October 2020 have no check digit.
 */
record ResidentNumberDigits(DecimalDigits digits) {
  private static final LocalDate WITHOUT_CHECK = LocalDate.of(2020, 10, 1);

  /** The latest birth date; fixed, so that the result does not depend on the day. */
  private static final LocalDate LATEST_BIRTH = LocalDate.of(2035, 12, 31);

  int kind() {
    return digits.at(6);
  }

  private int century() {
    return switch (kind()) {
      case 1, 2, 5, 6 -> 1900;
      case 3, 4, 7, 8 -> 2000;
      default -> 1800;
    };
  }

  private LocalDate birth() {
    return LocalDate.of(century() + digits.number(0, 2), digits.number(2, 4), digits.number(4, 6));
  }

  /** Returns true if the birth date is possible. */
  boolean isPlausibleBirth() {
    int month = digits.number(2, 4);
    int day = digits.number(4, 6);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(century() + digits.number(0, 2), month).lengthOfMonth()
        && !birth().isAfter(LATEST_BIRTH);
  }

  boolean issuedWithoutCheckDigit() {
    return !birth().isBefore(WITHOUT_CHECK);
  }

  /**
   * Returns true if the check digit is valid; residents' numbers add 11, foreigners' numbers add
   * 13.
   */
  boolean hasCheckDigit(int added) {
    int rest = digits.weightedSum(2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11;
    return (added - rest) % 10 == digits.at(12);
  }

  /** Returns true if the check digit of a corporation's number is valid. */
  boolean hasCorporationCheckDigit() {
    int rest = digits.weightedSum(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2) % 10;
    return (10 - rest) % 10 == digits.at(12);
  }

  /** Returns true if the number may also be a time in milliseconds or an article number. */
  boolean isAmbiguous() {
    int begin = digits.number(0, 2);
    boolean article = digits.weightedSum(1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
    return (begin >= 14 && begin <= 19) || (article && digits.number(0, 3) == 880);
  }
}
