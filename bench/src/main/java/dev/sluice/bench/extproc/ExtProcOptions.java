package dev.sluice.bench.extproc;

import dev.sluice.bench.load.PacedLoad.Begin;
import java.time.Duration;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param rounds how often each variant is measured, in turn with the others
 * @param window how long each time
 * @param runIn how long a JVM gets the same traffic before, at most
 * @param begin when streams whose events come at even distances begin
 * @param audit whether records of Sluice's exchanges are kept
 * @param seed of the texts
 * @param extprocJava options for the JVM of extproc-dlp-server
 */
record ExtProcOptions(
    List<Scenario> scenarios,
    int rounds,
    Duration window,
    Duration runIn,
    boolean peers,
    Begin begin,
    boolean audit,
    long seed,
    List<String> extprocJava) {

  ExtProcOptions {
    scenarios = List.copyOf(scenarios);
    extprocJava = List.copyOf(extprocJava);
    if (rounds < 1 || !window.isPositive() || runIn.isNegative()) {
      throw new IllegalArgumentException(
          "--rounds and --seconds must be 1 or more, --run-in 0 or more");
    }
  }
}
