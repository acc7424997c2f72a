package dev.sluice.controller.audit;

import dev.sluice.common.config.ConfigReader;
import java.time.Duration;

/**
 * A configuration of the reconciler of decisions without an audit row.
 *
 * @param enabled whether missing audit rows are added
 * @param after the age at which a row counts as missing; longer than the longest stream, whose row
 *     is written at its end
 */
public record ReconcileConfig(boolean enabled, Duration after) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Reads the section {@code audit.reconcile}. */
  public static ReconcileConfig read(ConfigReader section) {
    Duration after = section.duration("after", Duration.ofHours(1));
    if (after.compareTo(SHORTEST) < 0 || after.compareTo(LONGEST) > 0) {
      section.problem("after", "must be from 1s to 7d");
    }
    return new ReconcileConfig(section.flag("enabled", true), after);
  }
}
