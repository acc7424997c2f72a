package dev.sluice.extauthz.quota;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A day in UTC with the month that it belongs to.
 *
 * @param epochDay the days since 1970-01-01
 * @param month the months since year 0
 * @param monthEnd the first day of the next month, in days since 1970-01-01
 * @param monthDays the days of the month
 */
record QuotaDay(int epochDay, int month, int monthEnd, int monthDays) {
  private static final long SECONDS = 86_400;

  static QuotaDay of(int epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    LocalDate first = date.withDayOfMonth(1);
    return new QuotaDay(
        epochDay,
        Math.toIntExact(first.getYear() * 12L + first.getMonthValue() - 1),
        Math.toIntExact(first.plusMonths(1).toEpochDay()),
        Math.toIntExact(first.until(first.plusMonths(1), ChronoUnit.DAYS)));
  }

  /** Returns the day of a time in seconds since 1970-01-01T00:00Z. */
  static int epochDayOf(long epochSecond) {
    return Math.toIntExact(Math.floorDiv(epochSecond, SECONDS));
  }

  /** Returns the seconds from a time to the end of the day, at least one. */
  long secondsToDayEnd(long epochSecond) {
    return Math.max(1, (epochDay + 1L) * SECONDS - epochSecond);
  }

  /** Returns the seconds from a time to the end of the month, at least one. */
  long secondsToMonthEnd(long epochSecond) {
    return Math.max(1, monthEnd * SECONDS - epochSecond);
  }

  /** Returns the length of the month in seconds. */
  long monthSeconds() {
    return monthDays * SECONDS;
  }
}
