package dev.sluice.controller.ir.policy.backend;

import java.time.Duration;
import java.util.Optional;

/**
 * A policy that ejects endpoints whose responses fail. A count of 0 disables its rule.
 *
 * @param gatewayErrors the number of consecutive responses 502, 503 or 504, lost connections and
 *     timeouts after which an endpoint is ejected
 * @param serverErrors the number of consecutive responses of 500 and above
 * @param connectionErrors the number of consecutive failed connections, counted apart from
 *     responses; 0 means that they are counted as gateway errors and server errors
 * @param interval the time between two checks of rates, and of the return of endpoints
 * @param ejection the time of the first ejection; it grows with each further one
 */
public record OutlierDetectionIr(
    int gatewayErrors,
    int serverErrors,
    int connectionErrors,
    Optional<SuccessRate> successRate,
    Optional<FailurePercentage> failurePercentage,
    Duration interval,
    Duration ejection,
    int maxEjectionPercent)
    implements BackendPolicyIr {
  /** The rules that apply without a policy. */
  public static final OutlierDetectionIr DEFAULT =
      new OutlierDetectionIr(
          5,
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          50);

  /**
   * A rule that ejects an endpoint whose success rate is far below the mean.
   *
   * @param deviations the distance to the mean in standard deviations
   */
  public record SuccessRate(int minEndpoints, int minRequests, double deviations) {}

  /** A rule that ejects an endpoint with a share of failed requests. */
  public record FailurePercentage(int threshold, int minEndpoints, int minRequests) {}

  public OutlierDetectionIr {
    if (interval.isZero() || ejection.isZero()) {
      throw new IllegalArgumentException("interval and ejection must be longer than 0");
    }
  }
}
