package dev.sluice.controller.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.Environment;
import java.time.Duration;

/**
 * How what nodes do is written down.
 *
 * @param every how often
 * @param register whether a node without a row in {@code agents} gets one when it connects
 */
record ProofSettings(Duration every, boolean register) {
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Reads the section {@code nodes}. */
  static ProofSettings read(ConfigReader section, Environment environment) {
    Duration every = section.duration("write-every", Duration.ofSeconds(1));
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      section.problem("write-every", "must be from 50ms to 5m");
    }
    return new ProofSettings(every, section.flag("register", environment == Environment.DEV));
  }
}
