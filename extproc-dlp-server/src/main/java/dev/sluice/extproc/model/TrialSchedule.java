package dev.sluice.extproc.model;

import java.time.Duration;

/**
 * A schedule of the requests that try a model which others replace.
 *
 * @param due the time of the next trial, in nanoseconds
 * @param interval the time between two trials
 * @param tried whether a request tries the model in this interval
 */
record TrialSchedule(long due, Duration interval, boolean tried) {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Returns the schedule of a model that is replaced from now on. */
  static TrialSchedule first(long now) {
    return after(FIRST, false, now);
  }

  /** Returns the schedule of a model that the next request tries. */
  static TrialSchedule atOnce(long now) {
    return after(FIRST, false, now - FIRST.toNanos());
  }

  boolean isDue(long now) {
    return now - due >= 0;
  }

  /** Returns the schedule once a request tries the model. */
  TrialSchedule taken(long now) {
    return after(interval, true, now);
  }

  /**
   * Returns the schedule after a failure or a slow answer. Requests from before the interval do not
   * make it longer.
   */
  TrialSchedule failed(long now) {
    if (!tried) {
      return this;
    }
    Duration twice = interval.multipliedBy(2);
    return after(twice.compareTo(LONGEST) < 0 ? twice : LONGEST, false, now);
  }

  private static TrialSchedule after(Duration interval, boolean tried, long now) {
    return new TrialSchedule(now + interval.toNanos(), interval, tried);
  }
}
