package dev.sluice.controller.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A limiter of wrong keys against guessing. */
final class WrongKeyLimiter {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST = 10;

  private final InstantSource clock;
  private Instant since = Instant.EPOCH;
  private int count;

  WrongKeyLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns whether the last minute had too many wrong keys, so that no key is checked. */
  synchronized boolean isLimitReached() {
    if (clock.instant().isAfter(since.plus(WINDOW))) {
      count = 0;
    }
    return count >= MOST;
  }

  synchronized void add() {
    if (count++ == 0) {
      since = clock.instant();
    }
  }
}
