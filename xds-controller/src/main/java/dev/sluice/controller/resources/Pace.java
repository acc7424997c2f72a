package dev.sluice.controller.resources;

import java.time.Duration;

/**
 * How long one thing waits for another before it goes on without it.
 *
 * @param endpoints routes wait for the endpoints of new clusters to be taken
 * @param policies routes wait for the policy servers to know them
 * @param settle removals wait, after a stream has opened, for the node to ask for all its types
 * @param maxPushBytes about how much one answer carries
 */
public record Pace(Duration endpoints, Duration policies, Duration settle, int maxPushBytes) {
  /** What production uses. */
  public static final Pace DEFAULT =
      new Pace(Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofSeconds(1), 1 << 20);
}
