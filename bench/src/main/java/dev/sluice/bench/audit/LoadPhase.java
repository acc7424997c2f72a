package dev.sluice.bench.audit;

import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.e2e.process.ProcessFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The calls of one part of a run. */
final class LoadPhase {
  private final String title;
  private final MeasuredValues latencies = new MeasuredValues();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  LoadPhase(String title) {
    this.title = title;
  }

  /** Waits while the load goes on. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }

  /** Returns a table of the phases, which are compared with the first. */
  static ReportSection section(String title, List<LoadPhase> phases) {
    var section = new ReportSection.Builder(title);
    var outcomes = new TreeSet<String>();
    phases.forEach(phase -> outcomes.addAll(phase.outcomes()));
    double first = phases.getFirst().millis(0.95);
    for (LoadPhase phase : phases) {
      section.add("calls", phase.title, phase.calls());
      outcomes.forEach(outcome -> section.add(outcome, phase.title, phase.calls(outcome)));
      section.add("p50, ms", phase.title, phase.millis(0.5));
      section.add("p95, ms", phase.title, phase.millis(0.95));
      section.add("p99, ms", phase.title, phase.millis(0.99));
      section.add("longest, ms", phase.title, phase.millis(1));
      section.add("p95 by that before", phase.title, phase.millis(0.95) / first);
    }
    return section.build();
  }

  synchronized void add(String outcome, long nanos) {
    latencies.add(nanos);
    outcomes.merge(outcome, 1, Integer::sum);
  }

  synchronized int calls() {
    return latencies.size();
  }

  synchronized int calls(String outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  private synchronized double millis(double share) {
    return latencies.millis(share);
  }

  /** Returns the outcomes: status and error code. */
  private synchronized List<String> outcomes() {
    return List.copyOf(outcomes.keySet());
  }
}
