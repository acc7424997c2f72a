package dev.sluice.controller.ir.policy.gateway;

import java.time.Duration;

/**
 * A policy that limits the concurrent requests of a listener by their latency.
 *
 * @param minConcurrency the smallest limit, also while the latency without load is measured
 * @param updateInterval the time between two changes of the limit
 * @param rttInterval the time between two measurements of the latency without load
 * @param rttRequests the number of requests of a measurement
 */
public record AdaptiveConcurrencyIr(
    int maxConcurrency,
    int minConcurrency,
    Duration updateInterval,
    Duration rttInterval,
    int rttRequests)
    implements GatewayPolicyIr {
  public AdaptiveConcurrencyIr {
    if (minConcurrency > maxConcurrency) {
      throw new IllegalArgumentException("min_concurrency must be at most max_concurrency");
    }
    if (updateInterval.isZero() || rttInterval.isZero()) {
      throw new IllegalArgumentException("update_interval and rtt_interval must be above 0s");
    }
  }
}
