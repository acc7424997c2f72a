package dev.sluice.controller.release;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The limits beyond which a release is taken back.
 *
 * @param maxErrorPercent the largest share of failed requests to the new backend
 * @param maxP95 the longest latency of 95 % of its requests; zero means no limit
 * @param minRequests the number of requests from which the limits apply
 * @param compareToFrom whether the error share of the old backend is allowed on top
 * @param window the time of which requests count
 */
public record ReleaseGuard(
    double maxErrorPercent,
    Duration maxP95,
    long minRequests,
    boolean compareToFrom,
    Duration window) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  public ReleaseGuard {
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window must be from 1s to 1h");
    }
  }

  /** Returns why the new backend exceeds a limit; empty if it does not, or has few requests. */
  Optional<String> breach(BackendFigures from, BackendFigures to) {
    if (to.requests() < minRequests) {
      return Optional.empty();
    }
    double allowed = maxErrorPercent + (compareToFrom ? from.errorPercent() : 0);
    if (to.errorPercent() > allowed) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d of %d requests failed (%.1f %%, at most %.1f %%)",
              to.errors(),
              to.requests(),
              to.errorPercent(),
              allowed));
    }
    if (!maxP95.isZero() && to.p95().compareTo(maxP95) > 0) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "95 %% of %d requests took up to %d ms (at most %d ms)",
              to.requests(),
              to.p95().toMillis(),
              maxP95.toMillis()));
    }
    return Optional.empty();
  }
}
