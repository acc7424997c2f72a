package dev.sluice.controller.server.deployment;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import java.time.Duration;

/**
 * A configuration of how the status of nodes is written to the database.
 *
 * @param interval the time between two writes
 * @param registerNodes whether a node without a row in {@code agents} gets one when it connects
 */
public record DeploymentStatusConfig(Duration interval, boolean registerNodes) {
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Reads the section {@code nodes}. */
  public static DeploymentStatusConfig read(
      ConfigReader section, DeploymentEnvironment environment) {
    Duration every = section.duration("write-every", Duration.ofMillis(500));
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      section.problem("write-every", "must be from 50ms to 5m");
    }
    return new DeploymentStatusConfig(
        every, section.flag("register", environment == DeploymentEnvironment.DEV));
  }
}
