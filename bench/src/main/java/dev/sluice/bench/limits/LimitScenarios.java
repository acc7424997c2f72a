package dev.sluice.bench.limits;

import static dev.sluice.bench.frame.FigureRow.added;
import static dev.sluice.bench.frame.FigureRow.figure;
import static dev.sluice.bench.frame.FigureRow.ratio;
import static dev.sluice.bench.load.LoadWindow.cpuMicros;
import static dev.sluice.bench.load.LoadWindow.micros;

import dev.sluice.bench.check.CheckLoad;
import dev.sluice.bench.check.CheckTraffic;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.BenchScenario;
import dev.sluice.bench.frame.FigureRow;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.frame.ScenarioRunner;
import dev.sluice.bench.load.CpuUsage;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.LoadWindow;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The scenarios of {@code bench limits}: a closed loop, and a constant rate. */
final class LimitScenarios {
  private static final int POOL = 1_000;
  private static final int IN_FLIGHT = 32;
  private static final int CALM_RATE = 2_000;
  private static final int WARM_UP_CHECKS = 300_000;
  private static final ToDoubleFunction<LoadWindow> SERVER_CPU = cpuMicros(CpuUsage::server);

  private static final List<FigureRow<LimitVariant, LoadWindow>> ROWS =
      List.of(
          figure("checks/s", LoadWindow::rate),
          ratio("× no limits", LimitVariant.NONE, LoadWindow::rate),
          figure("server CPU µs per check", SERVER_CPU),
          figure("p50, µs", micros(0.5)),
          figure("p99, µs", micros(0.99)));

  private static final List<FigureRow<LimitVariant, LoadWindow>> CALM_ROWS =
      List.of(
          figure("p50, µs", micros(0.5)),
          figure("p99, µs", micros(0.99)),
          added(LimitVariant.NONE, "added p50, µs", micros(0.5)),
          added(LimitVariant.NONE, "added p99, µs", micros(0.99)));

  private final LimitServers servers;
  private final BenchReport report;
  private final RoundOptions options;
  private final CheckLoad load;
  private final ScenarioRunner runner;
  private final CheckTraffic checks;

  LimitScenarios(LimitServers servers, EventLoop loop, BenchReport report, RoundOptions options) {
    this.servers = servers;
    this.report = report;
    this.options = options;
    this.load = new CheckLoad(loop, IN_FLIGHT);
    this.runner = new ScenarioRunner(report, options, servers.group()::emptyLogs);
    this.checks =
        CheckTraffic.repeating(
            CheckMessages.of(IssuerAlgorithm.RS256, servers.issuer().tokens(POOL)), true);
  }

  void run() {
    for (LimitVariant variant : LimitVariant.values()) {
      report.progress("warm-up of " + variant.title());
      servers.useAllProcessors(variant, true);
      load.warmUp(
          servers.server(variant).port(), List.of(checks), WARM_UP_CHECKS, options.warmUp());
      servers.useAllProcessors(variant, false);
    }
    run("three limits, 32 checks in flight", checks, ROWS);
    run("three limits, 2,000 checks a second", checks.paced(CALM_RATE), CALM_ROWS);
  }

  private void run(
      String title, CheckTraffic traffic, List<FigureRow<LimitVariant, LoadWindow>> rows) {
    runner.run(
        new BenchScenario<>(
            title,
            List.of(LimitVariant.values()),
            (variant, time) ->
                load.run(servers.server(variant).port(), traffic, time, servers.meter(variant)),
            rows));
  }
}
