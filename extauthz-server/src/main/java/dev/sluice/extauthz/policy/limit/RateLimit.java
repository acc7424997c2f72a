package dev.sluice.extauthz.policy.limit;

import java.time.Duration;

/**
 * A rate of requests in the form of the generic cell rate algorithm (ITU-T I.371): requests come at
 * an even pace, and at most {@code burst} of them at once.
 *
 * @param requests the requests for each period
 * @param burst the requests that may come at once after a pause
 */
public record RateLimit(long requests, Duration period, long burst) {
  private static final long LONGEST_CAPACITY_NANOS = Duration.ofDays(100).toNanos();

  public RateLimit {
    if (requests <= 0 || burst <= 0 || !period.isPositive()) {
      throw new IllegalArgumentException("a rate limit needs positive numbers");
    }
  }

  /** Returns this limit with more or fewer requests, at least one. */
  public RateLimit times(double factor) {
    return factor == 1
        ? this
        : new RateLimit(
            Math.max(1, Math.round(requests * factor)),
            period,
            Math.max(1, Math.round(burst * factor)));
  }

  /** Returns the time between two requests at the even pace, in nanoseconds. */
  public long intervalNanos() {
    return Math.max(1, period.toNanos() / requests);
  }

  /** Returns the debt in nanoseconds up to which a request passes. */
  public long capacityNanos() {
    long interval = intervalNanos();
    return burst >= LONGEST_CAPACITY_NANOS / interval ? LONGEST_CAPACITY_NANOS : burst * interval;
  }
}
