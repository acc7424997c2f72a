package dev.sluice.controller.resources;

import java.time.Duration;

/**
 * How long one thing waits for another before it goes on without it.
 *
 * @param endpoints routes wait for the endpoints of new clusters to be taken
 * @param policies routes wait for a policy server that says nothing
 * @param settle removals wait, after a stream has opened, for the node to ask for all its types
 * @param grace what requests may still need stays, once no Envoy leads there any more
 * @param rush what can wait does, after many nodes came at once
 * @param maxPushBytes about how much one answer carries
 */
public record Pace(
    Duration endpoints,
    Duration policies,
    Duration settle,
    Duration grace,
    Duration rush,
    int maxPushBytes) {
  /** What production uses. */
  public static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofMillis(1500),
          Duration.ofSeconds(3),
          1 << 20);

  /** The same with another grace. */
  public Pace withGrace(Duration other) {
    return new Pace(endpoints, policies, settle, other, rush, maxPushBytes);
  }
}
