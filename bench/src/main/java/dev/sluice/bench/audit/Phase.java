package dev.sluice.bench.audit;

import dev.sluice.bench.load.Samples;
import java.util.Map;
import java.util.TreeMap;

/** What callers saw in one part of a run. */
final class Phase {
  private static final double NANOS_PER_MILLI = 1e6;

  private final String title;
  private final Samples latencies = new Samples();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  Phase(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  synchronized void add(String outcome, long nanos) {
    latencies.add(nanos);
    outcomes.merge(outcome, 1, Integer::sum);
  }

  synchronized double millis(double share) {
    return latencies.percentile(share) / NANOS_PER_MILLI;
  }

  synchronized int calls() {
    return latencies.size();
  }

  synchronized int calls(String outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** How many ended in which way: status and error code. */
  synchronized Map<String, Integer> outcomes() {
    return new TreeMap<>(outcomes);
  }
}
