package dev.sluice.bench.audit;

import dev.sluice.bench.check.CheckLoad;
import dev.sluice.bench.check.CheckTraffic;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.ExtAuthzProcess;
import dev.sluice.bench.check.fixture.TokenAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.load.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.e2e.process.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The rate at which records reach PostgreSQL after an outage. */
record DrainScenario(BenchReport report, RecordStack stack, int rows) {
  private static final String DRAIN = "records into PostgreSQL";
  private static final int IN_FLIGHT = 32;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  void run() {
    report.progress(DRAIN + ": records gather while PostgreSQL is away");
    ExtAuthzProcess server =
        stack.startServer(
            "extauthz-drained",
            "prod",
            "{decisions: true, spool-dir: \"%s\", retry-max: 100ms, %s}"
                .formatted(stack.group().home().resolve("drained-spool"), stack.sink()),
            "2s");
    stack.database().close();
    try (var loop = new EventLoop()) {
      new CheckLoad(loop, IN_FLIGHT).sendAll(server.port(), checks(), CpuMeter.NONE);
    }
    report.progress(DRAIN + ": PostgreSQL is back");
    stack.database().start();
    report.add(
        new ReportSection.Builder(DRAIN)
            .add("rows a second", "Sluice", rate(server))
            .build());
  }

  /** Returns as many checks as there shall be rows, each with an id of its own. */
  private CheckTraffic checks() {
    String token = stack.tokens(1).getFirst();
    int[] left = {rows};
    return new CheckTraffic(
        () ->
            left[0]-- > 0
                ? CheckMessages.withId(
                    TokenAlgorithm.ES256, token, UUID.randomUUID().toString(), Instant.now())
                : null,
        true,
        0);
  }

  private static double rate(ExtAuthzProcess server) {
    Await.until("the first rows are written", LIMIT, () -> written(server) > 0);
    double before = written(server);
    long start = System.nanoTime();
    Await.until("the spool is empty", LIMIT, () -> RecordStack.queueDepth(server.figures()) == 0);
    double taken = System.nanoTime() - start;
    return (written(server) - before) * Duration.ofSeconds(1).toNanos() / taken;
  }

  private static double written(ExtAuthzProcess server) {
    return server.figures().metric("audit_written_total", "");
  }
}
