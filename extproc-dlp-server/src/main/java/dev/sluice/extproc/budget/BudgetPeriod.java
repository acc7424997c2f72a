package dev.sluice.extproc.budget;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/** The periods of budgets, in UTC. */
public enum BudgetPeriod {
  DAY,
  MONTH;

  /** Returns the first day of the period of a time, in days since 1970-01-01. */
  int startOf(long epochSecond) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, TimeUnit.DAYS.toSeconds(1)));
    return Math.toIntExact(
        switch (this) {
          case DAY -> day.toEpochDay();
          case MONTH -> day.withDayOfMonth(1).toEpochDay();
        });
  }

  /** Returns the first day after the period that starts on a day. */
  int endOf(int start) {
    return switch (this) {
      case DAY -> start + 1;
      case MONTH -> Math.toIntExact(LocalDate.ofEpochDay(start).plusMonths(1).toEpochDay());
    };
  }

  /** Returns the seconds from a time to the end of its period, at least one. */
  long secondsToEnd(long epochSecond) {
    return Math.max(1, TimeUnit.DAYS.toSeconds(endOf(startOf(epochSecond))) - epochSecond);
  }
}
