package dev.sluice.controller.resources.push;

import java.time.Duration;

/**
 * A configuration of pushes.
 *
 * @param endpointTimeout the longest wait of routes for the endpoints of new clusters
 * @param policyServerTimeout the longest wait of routes for a silent policy server
 * @param removalDelay the delay of removals after a stream opens, in which the node requests all
 *     its types
 * @param drainTime how long a removed resource stays after the last Envoy stopped routing to it
 * @param quietTime the delay of background work after many nodes connected at once
 * @param maxPushBytes the approximate maximum size of a response
 */
public record PushConfig(
    Duration endpointTimeout,
    Duration policyServerTimeout,
    Duration removalDelay,
    Duration drainTime,
    Duration quietTime,
    int maxPushBytes) {
  /** The configuration for production. */
  public static final PushConfig DEFAULT =
      new PushConfig(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(1500),
          Duration.ofSeconds(3),
          1 << 20);

  /** Returns the configuration with another drain time. */
  public PushConfig withDrainTime(Duration other) {
    return new PushConfig(
        endpointTimeout, policyServerTimeout, removalDelay, other, quietTime, maxPushBytes);
  }
}
