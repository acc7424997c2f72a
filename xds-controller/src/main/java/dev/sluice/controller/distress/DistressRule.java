package dev.sluice.controller.distress;

import dev.sluice.controller.ir.policy.RateLimitIr.Tightening;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule that decides about the factor of a route. Distress begins above the limits of the policy
 * and ends below half of them, so that a route near a limit keeps its factor. A route with fewer
 * requests than the policy demands never gets a smaller factor.
 */
public record DistressRule(Tightening policy) {
  /** The share of slow requests from which the latency of 95 % of the requests is too long. */
  private static final double SLOW_PERCENT = 5;

  private static final double HALF = 0.5;
  private static final double ALL = 100;
  private static final double ROUNDING = 1_000;

  /**
   * Returns the next change.
   *
   * @param state the state of the route; empty with its usual limits
   */
  public DistressChange next(Optional<DistressState> state, RouteSeries series, Instant now) {
    Instant window = now.minus(policy.window());
    if (state.isEmpty()) {
      return distress(series.since(window), policy.minRequests())
          .<DistressChange>map(reason -> new DistressChange.Tighten(tightened(1), reason))
          .orElseGet(DistressChange.Keep::new);
    }
    double factor = state.get().factor();
    Instant stepped = state.get().steppedAt();
    if (factor > policy.floor() && !window.isBefore(stepped)) {
      Optional<String> distress = distress(series.since(window), fewest(factor));
      if (distress.isPresent()) {
        return new DistressChange.Tighten(tightened(factor), distress.get());
      }
    }
    Instant calmSince = now.minus(policy.recoverAfter());
    RouteFigures calm = series.since(calmSince);
    return calmSince.isBefore(stepped) || !isCalm(calm)
        ? new DistressChange.Keep()
        : loosened(factor, recovery(calm));
  }

  private DistressChange loosened(double factor, String reason) {
    double next = rounded(factor / policy.step());
    return next < 1 ? new DistressChange.Loosen(next, reason) : new DistressChange.End(reason);
  }

  private double tightened(double factor) {
    return Math.max(policy.floor(), rounded(factor * policy.step()));
  }

  private static double rounded(double factor) {
    return Math.round(factor * ROUNDING) / ROUNDING;
  }

  /** Returns the number of requests from which a route with a factor is judged. */
  private long fewest(double factor) {
    return Math.max(1, (long) Math.ceil(policy.minRequests() * factor));
  }

  private boolean isCalm(RouteFigures figures) {
    double errors = policy.maxErrorPercent() < ALL ? policy.maxErrorPercent() * HALF : ALL;
    return figures.errorPercent() <= errors && figures.slowPercent() <= SLOW_PERCENT * HALF;
  }

  /** Returns why the figures exceed a limit; empty if they do not, or are of few requests. */
  private Optional<String> distress(RouteFigures figures, long fewest) {
    if (figures.requests() < fewest) {
      return Optional.empty();
    }
    if (figures.errorPercent() > policy.maxErrorPercent()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d of %d requests failed (%.1f %%, at most %.1f %%)",
              figures.errors(),
              figures.requests(),
              figures.errorPercent(),
              policy.maxErrorPercent()));
    }
    if (!policy.maxP95().isZero() && figures.slowPercent() > SLOW_PERCENT) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d of %d requests waited longer than %d ms (%.1f %%, at most %.1f %%)",
              figures.slow(),
              figures.requests(),
              policy.maxP95().toMillis(),
              figures.slowPercent(),
              SLOW_PERCENT));
    }
    return Optional.empty();
  }

  private String recovery(RouteFigures figures) {
    return String.format(
        Locale.ROOT,
        "%d of %d requests failed and %d were slow in %d s",
        figures.errors(),
        figures.requests(),
        figures.slow(),
        policy.recoverAfter().toSeconds());
  }
}
