package dev.sluice.common.ads;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Delays that double from a fifth of a second to two seconds, each a little varied. */
final class Backoff {
  private static final long FIRST_MILLIS = 200;
  private static final long LAST_MILLIS = 2_000;
  private long next = FIRST_MILLIS;

  void reset() {
    next = FIRST_MILLIS;
  }

  Duration next() {
    long base = next;
    next = Math.min(LAST_MILLIS, next * 2);
    return Duration.ofMillis(base + ThreadLocalRandom.current().nextLong(base / 5 + 1));
  }
}
