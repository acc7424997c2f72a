package dev.sluice.controller.ir.policy;

import java.time.Duration;

/**
 * A policy that rejects a share of the requests of a route while too many of them fail.
 *
 * @param successPercent the share of successful requests below which requests are rejected
 * @param window the time whose requests count
 * @param aggression the steepness with which rejections grow with failures; 1 is linear
 * @param maxRejectedPercent the largest share of rejected requests
 * @param minRate the requests per second below which none is rejected
 */
public record AdmissionControlIr(
    int successPercent, Duration window, double aggression, int maxRejectedPercent, int minRate)
    implements RoutePolicyIr {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public AdmissionControlIr {
    boolean wholeSeconds = window.toNanosPart() == 0 && !window.isZero();
    if (!wholeSeconds || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window must be whole seconds from 1s to 10m");
    }
  }
}
