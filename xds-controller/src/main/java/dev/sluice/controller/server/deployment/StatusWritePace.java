package dev.sluice.controller.server.deployment;

import java.time.Duration;

/**
 * A pace of writes: at an interval, and earlier when changes have settled. Changes have settled if
 * none came between two checks, so that a burst of changes leads to one early write.
 */
final class StatusWritePace {
  private static final Duration LONGEST_CHECK = Duration.ofMillis(50);

  private final long every;
  private long last;
  private long seen;
  private long written;

  /**
   * Creates a pace.
   *
   * @param now the time in nanoseconds, as in later calls
   */
  StatusWritePace(Duration every, long now) {
    this.every = every.toNanos();
    this.last = now;
  }

  /** Returns the time between two checks. */
  Duration check() {
    Duration interval = Duration.ofNanos(every);
    return interval.compareTo(LONGEST_CHECK) < 0 ? interval : LONGEST_CHECK;
  }

  /**
   * Returns whether it is time for a write. To be called at each check.
   *
   * @param changes the number of changes so far
   */
  boolean isDue(long changes, long now) {
    boolean settled = changes == seen && changes != written;
    seen = changes;
    return settled || now - last >= every;
  }

  /** Returns the time since the last write. */
  Duration sinceLast(long now) {
    return Duration.ofNanos(now - last);
  }

  /** Remembers a write that has ended. */
  void written(long now) {
    written = seen;
    last = now;
  }
}
