package dev.sluice.bench.audit;

import dev.sluice.bench.check.load.CheckLoad;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.server.ExtAuthz;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.report.Cell;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.report.Row;
import dev.sluice.bench.report.Section;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How fast records reach PostgreSQL that waited for it. */
record DrainRun(AuditOptions options, ComparisonReport report, RecordSite site) {
  private static final int IN_FLIGHT = 32;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String BATCH = "JDBC batch";
  private static final String COPY = "COPY";

  void measure(Loop loop) {
    report.progress(Names.DRAIN + ": records gather while PostgreSQL is away");
    ExtAuthz server = server();
    site.database().close();
    new CheckLoad(loop, IN_FLIGHT).all(server.port(), checks(), () -> Use.NONE);
    report.progress(Names.DRAIN + ": PostgreSQL is back");
    site.database().start();
    double drained = drained(new ServerMetrics(server.process().pid(), server.ops()));
    report.progress(Names.DRAIN + ": the same rows by simpler means");
    var plain = new PlainInserts(site.database(), site.group().home());
    double copied = plain.copied();
    double batched = plain.batched();
    report.add(
        new Section(
            Names.DRAIN,
            List.of(COPY, BATCH, Names.SLUICE),
            List.of(
                row("rows a second", copied, batched, drained),
                row("by that of COPY", 1, batched / copied, drained / copied))));
  }

  private ExtAuthz server() {
    return ExtAuthz.start(
        site.group(),
        new ExtAuthz.Settings(
            "extauthz-drained",
            site.policy("prod"),
            "{decisions: true, spool-dir: \"%s\", retry-max: 100ms, %s}"
                .formatted(site.group().home().resolve("drained-spool"), site.sink()),
            "2s",
            List.of(),
            command -> command));
  }

  private Checks checks() {
    String token = site.tokens(1).getFirst();
    return new Checks(
        new Supplier<>() {
          private int asked;

          @Override
          public byte @Nullable [] get() {
            return asked++ == options.rows()
                ? null
                : CheckMessages.named(
                    Algorithm.ES256, token, UUID.randomUUID().toString(), Instant.now());
          }
        },
        true);
  }

  private double drained(ServerMetrics figures) {
    ConditionWait.awaitTrue("the first rows are there", LIMIT, () -> written(figures) > 0);
    double before = written(figures);
    long start = System.nanoTime();
    ConditionWait.awaitTrue(
        "the spool is empty", LIMIT, () -> figures.metric("audit_queue_depth", "") == 0);
    double taken = System.nanoTime() - start;
    return (written(figures) - before) * Duration.ofSeconds(1).toNanos() / taken;
  }

  private static double written(ServerMetrics figures) {
    return figures.metric("audit_written_total", "");
  }

  private static Row row(String name, double copy, double batch, double sluice) {
    return new Row(
        name,
        Map.of(
            COPY,
            Cell.of(List.of(copy)),
            BATCH,
            Cell.of(List.of(batch)),
            Names.SLUICE,
            Cell.of(List.of(sluice))));
  }
}
