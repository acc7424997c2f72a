package dev.sluice.extauthz.quota;

/**
 * A counter of the admitted requests of one key on one day and in its month: the last totals of the
 * controller, and the requests here that they do not include. Callers synchronize on it.
 */
class QuotaCounter {
  private int epochDay = Integer.MIN_VALUE;
  private int month;
  private long settledOnDay;
  private long settledInMonth;
  private long openOnDay;
  private long openInMonth;
  private boolean known;
  private boolean removed;
  private long askedAt = Long.MIN_VALUE;

  /** Starts the periods of a day. A clock that goes back makes the totals unknown. */
  final void moveTo(QuotaDay day) {
    if (day.epochDay() == epochDay) {
      return;
    }
    if (day.month() != month) {
      settledInMonth = 0;
      openInMonth = 0;
    }
    known = known && day.epochDay() > epochDay;
    settledOnDay = 0;
    openOnDay = 0;
    epochDay = day.epochDay();
    month = day.month();
  }

  final long usedOnDay() {
    return settledOnDay + openOnDay;
  }

  final long usedInMonth() {
    return settledInMonth + openInMonth;
  }

  /** Counts requests of the day of this counter. */
  void add(long requests) {
    openOnDay += requests;
    openInMonth += requests;
  }

  /** Counts requests of another process of this server, which may be of an earlier day. */
  final void restore(QuotaDay day, long requests) {
    if (day.epochDay() == epochDay) {
      openOnDay += requests;
    }
    if (day.month() == month) {
      openInMonth += requests;
    }
  }

  /** Replaces the totals of the day by those of the controller, which include requests of here. */
  final void settle(QuotaDay day, long requests, long onDay, long inMonth) {
    if (day.month() != month) {
      return;
    }
    openInMonth = Math.max(0, openInMonth - requests);
    settledInMonth = inMonth;
    if (day.epochDay() == epochDay) {
      openOnDay = Math.max(0, openOnDay - requests);
      settledOnDay = onDay;
      known = true;
    }
  }

  /** Returns whether the controller has sent totals since this counter exists. */
  final boolean known() {
    return known;
  }

  /** Returns whether the totals should be asked for again, at most once in an interval. */
  final boolean ask(long nowSecond, long intervalSeconds) {
    if (askedAt != Long.MIN_VALUE
        && nowSecond - askedAt < intervalSeconds
        && nowSecond >= askedAt) {
      return false;
    }
    askedAt = nowSecond;
    return true;
  }

  /** Removes the counter if it has no open requests and was not used since a day. */
  final boolean removeIfUnusedSince(int day) {
    removed = removed || (openInMonth == 0 && openOnDay == 0 && epochDay < day);
    return removed;
  }

  /** Returns whether the counter is removed, so that the caller must use another one. */
  final boolean removed() {
    return removed;
  }
}
