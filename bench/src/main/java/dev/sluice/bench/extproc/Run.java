package dev.sluice.bench.extproc;

import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Upstream;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Turns;
import java.time.Duration;

/** What the scenarios of one run have in common. */
final class Run implements Turns.Effort<Variant> {
  private final ExtProcOptions options;
  private final Site site;
  private final Loop loop;
  private final Upstream upstream;
  private final ComparisonReport report;
  private long exchanges;

  Run(ExtProcOptions options, Site site, Loop loop, Upstream upstream, ComparisonReport report) {
    this.options = options;
    this.site = site;
    this.loop = loop;
    this.upstream = upstream;
    this.report = report;
  }

  Site site() {
    return site;
  }

  Loop loop() {
    return loop;
  }

  Upstream upstream() {
    return upstream;
  }

  ComparisonReport report() {
    return report;
  }

  /** How many exchanges have gone through Sluice. */
  long exchanges() {
    return exchanges;
  }

  /** Runs all variants in, then measures them in turn. */
  <W> Rounds<Variant, W> rounds(String title, Turns.Measure<Variant, W> measure) {
    return new Turns<>(
            site.variants(),
            options.rounds(),
            options.window(),
            options.runIn(),
            report::progress,
            site::emptyLogs)
        .rounds(title, (variant, time) -> counted(measure, variant, time), this);
  }

  @Override
  public long done(Variant variant) {
    return upstream.answered();
  }

  @Override
  public double cpuMillis(Variant variant) {
    return site.meter(variant).read().server();
  }

  private <W> W counted(Turns.Measure<Variant, W> measure, Variant variant, Duration time) {
    long before = upstream.answered();
    W window = measure.of(variant, time);
    exchanges += variant == Variant.SLUICE ? upstream.answered() - before : 0;
    return window;
  }
}
