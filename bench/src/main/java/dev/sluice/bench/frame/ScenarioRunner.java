package dev.sluice.bench.frame;

import dev.sluice.bench.frame.ReportSection.ReportRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A runner of scenarios: it warms up the variants, measures each in every round, and reports.
 *
 * @param beforeWindow the action before each window
 */
public record ScenarioRunner(BenchReport report, RoundOptions options, Runnable beforeWindow) {
  private static final Duration SHORT = Duration.ofSeconds(1);

  public <V extends BenchVariant, W> void run(BenchScenario<V, W> scenario) {
    ToDoubleFunction<W> cost = scenario.warmUpCost();
    if (cost != null) {
      scenario.variants().forEach(variant -> warmUp(scenario, variant, cost));
    }
    RoundResults<V, W> results =
        RoundResults.measure(
            scenario.variants(),
            scenario.onlyOnce() ? 1 : options.rounds(),
            variant -> {
              report.progress(scenario.title() + ": " + variant.title());
              return window(scenario, variant, options.window());
            });
    report.add(section(scenario, results));
  }

  static <V extends BenchVariant, W> ReportSection section(
      BenchScenario<V, W> scenario, RoundResults<V, W> results) {
    List<String> columns = scenario.variants().stream().map(BenchVariant::title).toList();
    List<ReportRow> rows =
        scenario.rows().stream().flatMap(row -> row.of(results).stream()).toList();
    return new ReportSection(scenario.title(), columns, rows);
  }

  private <V extends BenchVariant, W> W window(
      BenchScenario<V, W> scenario, V variant, Duration time) {
    beforeWindow.run();
    return scenario.measurement().apply(variant, time);
  }

  /** Warms up a JVM until it gets no faster, and any other variant for a short time. */
  private <V extends BenchVariant, W> void warmUp(
      BenchScenario<V, W> scenario, V variant, ToDoubleFunction<W> cost) {
    report.progress(scenario.title() + ": warm-up of " + variant.title());
    if (!variant.isJvm()) {
      window(scenario, variant, shortest(SHORT, options.warmUp()));
      return;
    }
    var steady = new SteadyStateDetector();
    long end = System.nanoTime() + options.warmUp().toNanos();
    do {
      W window = window(scenario, variant, shortest(options.window(), options.warmUp()));
      steady.add(cost.applyAsDouble(window));
    } while (!steady.isSteady() && System.nanoTime() - end < 0);
  }

  private static Duration shortest(Duration one, Duration other) {
    return Stream.of(one, other).min(Comparator.naturalOrder()).orElse(one);
  }
}
