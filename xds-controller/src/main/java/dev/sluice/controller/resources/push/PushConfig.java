package dev.sluice.controller.resources.push;

import java.time.Duration;

/**
 * How long one thing waits for another before it goes on without it.
 *
 * @param endpointTimeout routes wait for the endpoints of new clusters to be taken
 * @param policyServerTimeout routes wait for a policy server that says nothing
 * @param removalDelay removals wait, after a stream has opened, for the node to ask for all its
 *     types
 * @param drainTime what requests may still need stays, once no Envoy leads there any more
 * @param quietTime what can wait does, after many nodes came at once
 * @param maxPushBytes about how much one answer carries
 */
public record PushConfig(
    Duration endpointTimeout,
    Duration policyServerTimeout,
    Duration removalDelay,
    Duration drainTime,
    Duration quietTime,
    int maxPushBytes) {
  /** What production uses. */
  public static final PushConfig DEFAULT =
      new PushConfig(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(1500),
          Duration.ofSeconds(3),
          1 << 20);

  /** The same with another grace. */
  public PushConfig withDrainTime(Duration other) {
    return new PushConfig(
        endpointTimeout, policyServerTimeout, removalDelay, other, quietTime, maxPushBytes);
  }
}
