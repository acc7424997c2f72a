package dev.sluice.bench.audit;

import static java.util.Objects.requireNonNull;

import dev.sluice.bench.check.load.CheckLoad;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.server.ExtAuthz;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.load.Samples;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How long an answer takes that waits for the disk, and how long the disk takes by itself. */
final class CostShape {
  private static final int TOKENS = 1_000;
  private static final int PER_SECOND = 5_000;
  private static final int IN_FLIGHT = 32;

  /** Checks come by fives, a millisecond apart, and so do syncs. */
  private static final int TOGETHER = 5;

  private static final long PAUSE = 1_000_000;
  private static final int RUN_IN_CHECKS = 300_000;
  private static final Duration RUN_IN = Duration.ofMillis(500);
  private static final Duration LONGEST_RUN_IN = Duration.ofSeconds(30);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Meter NO_METER = () -> Use.NONE;

  private final AuditOptions options;
  private final ComparisonReport report;

  CostShape(AuditOptions options, ComparisonReport report) {
    this.options = options;
    this.report = report;
  }

  void measure() throws IOException {
    try (RecordSite site = RecordSite.start(report::progress);
        var loop = new Loop()) {
      Map<CostVariant, ExtAuthz> servers = new EnumMap<>(CostVariant.class);
      for (CostVariant variant : CostVariant.values()) {
        if (variant.isServer()) {
          servers.put(variant, server(site, variant));
        }
      }
      var messages = CheckMessages.of(Algorithm.ES256, site.tokens(TOKENS));
      var load = new CheckLoad(loop, 1);
      var disk = new DiskSync(site.group().home());
      servers.forEach((variant, server) -> {
        report.progress(Names.COST + ": " + variant.title() + " is run in");
        runIn(server, loop, messages);
      });
      tell(
          Rounds.measure(
              List.of(CostVariant.values()),
              options.rounds(),
              variant -> {
                report.progress(Names.COST + ": " + variant.title());
                return switch (variant) {
                  case DISK -> disk.during(options.window());
                  case RHYTHM -> disk.during(options.window(), TOGETHER, PAUSE);
                  default ->
                      paced(requireNonNull(servers.get(variant)), load, messages, options.window());
                };
              }));
      servers.values().forEach(server -> server.process().close());
      new DrainRun(options, report, site).measure(loop);
    }
  }

  private ExtAuthz server(RecordSite site, CostVariant variant) {
    String name = "extauthz-" + variant.name().toLowerCase(Locale.ROOT);
    return ExtAuthz.start(
        site.group(),
        new ExtAuthz.Settings(
            name,
            site.policy(variant == CostVariant.BEFORE ? "dev" : "prod"),
            "{decisions: %s, spool-dir: \"%s\"}"
                .formatted(
                    variant != CostVariant.NONE, site.group().home().resolve(name + "-spool")),
            "2s",
            List.of(),
            command -> command));
  }

  private void runIn(ExtAuthz server, Loop loop, List<byte[]> messages) {
    var load = new CheckLoad(loop, IN_FLIGHT);
    long end = System.nanoTime() + LONGEST_RUN_IN.toNanos();
    int answered = 0;
    while (answered < RUN_IN_CHECKS && System.nanoTime() - end < 0) {
      answered +=
          load.during(server.port(), Checks.round(messages, true), RUN_IN, NO_METER)
              .latencies()
              .size();
    }
  }

  private static Samples paced(
      ExtAuthz server, CheckLoad load, List<byte[]> messages, Duration time) {
    return load.paced(server.port(), Checks.round(messages, true), null, PER_SECOND, time, NO_METER)
        .latencies();
  }

  private void tell(Rounds<CostVariant, Samples> rounds) {
    ToDoubleFunction<Samples> p99 = samples -> samples.percentile(0.99) / NANOS_PER_MILLI;
    report.add(
        new Table<>(Names.COST, rounds)
            .figure("p50, ms", samples -> samples.percentile(0.5) / NANOS_PER_MILLI)
            .figure("p99, ms", p99)
            .added(CostVariant.NONE, CostVariant::writes, "added p99, ms", p99)
            .addedBy(CostVariant.NONE, CostVariant.DISK, CostVariant::writes, Names.ADDED, p99)
            .addedBy(CostVariant.NONE, CostVariant.RHYTHM, CostVariant::writes, Names.PACED, p99)
            .section());
  }
}
