package dev.sluice.controller.api.fleet;

import java.time.Duration;

/**
 * The limits of streams of the fleet.
 *
 * @param most the number of streams at one time
 * @param longest the time after which a client connects again, so that a revoked role ends
 * @param heartbeat the time without an event after which a comment is sent
 */
public record FleetStreamLimits(int most, Duration longest, Duration heartbeat) {
  /** The limits of a controller. */
  public static final FleetStreamLimits DEFAULT =
      new FleetStreamLimits(50, Duration.ofMinutes(10), Duration.ofSeconds(15));
}
