package dev.sluice.bench.audit;

import java.time.Duration;
import java.util.List;

/**
 * What is to be tried.
 *
 * @param kills how often a policy server is killed
 * @param databaseKills how often PostgreSQL is
 * @param decisions how many are answered at least meanwhile
 * @param rounds how often each contender is measured, in turn with the others
 * @param window how long each time
 * @param rows how many records are drained to see how fast that goes
 * @param outage how long PostgreSQL stays away
 */
record AuditOptions(
    List<Shape> shapes,
    int kills,
    int databaseKills,
    int decisions,
    int rounds,
    Duration window,
    int rows,
    Duration outage) {

  AuditOptions {
    shapes = shapes.stream().sorted().distinct().toList();
    if (kills < 0 || databaseKills < 0 || decisions < 1) {
      throw new IllegalArgumentException(
          "--kills and --database-kills must be 0 or more, --decisions 1 or more");
    }
    if (rounds < 1 || !window.isPositive() || rows < 1 || !outage.isPositive()) {
      throw new IllegalArgumentException(
          "--rounds, --seconds, --rows and --outage must be more than 0");
    }
  }
}
