package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.load.Loop;
import dev.sluice.bench.extproc.load.Upstream;
import dev.sluice.bench.extproc.report.ExtProcReport;
import java.time.Duration;

/** What the scenarios of one run have in common. */
final class Run {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final ExtProcOptions options;
  private final Site site;
  private final Loop loop;
  private final Upstream upstream;
  private final ExtProcReport report;
  private long exchanges;

  Run(ExtProcOptions options, Site site, Loop loop, Upstream upstream, ExtProcReport report) {
    this.options = options;
    this.site = site;
    this.loop = loop;
    this.upstream = upstream;
    this.report = report;
  }

  /** One window of traffic. */
  interface Measure<W> {
    W of(Variant variant, Duration time);
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

  ExtProcReport report() {
    return report;
  }

  /** How many exchanges have gone through Sluice. */
  long exchanges() {
    return exchanges;
  }

  /** Runs all variants in, then measures them in turn. */
  <W> Rounds<W> rounds(String title, Measure<W> measure) {
    for (Variant variant : site.variants()) {
      report.progress(title + ": " + variant.title() + " is run in");
      if (variant.isJvm()) {
        runIn(measure, variant);
      } else {
        counted(measure, variant, shorter(SHORT, options.runIn()));
      }
    }
    return Rounds.measure(
        site.variants(),
        options.rounds(),
        variant -> {
          report.progress(title + ": " + variant.title());
          return counted(measure, variant, options.window());
        });
  }

  /** A JVM compiles what it runs; it gets the traffic until that has made it no faster lately. */
  private <W> void runIn(Measure<W> measure, Variant variant) {
    var settling = new Settling();
    Duration window = shorter(options.window(), options.runIn());
    long end = System.nanoTime() + options.runIn().toNanos();
    do {
      long before = upstream.answered();
      double used = site.meter(variant).read().server();
      counted(measure, variant, window);
      used = site.meter(variant).read().server() - used;
      settling.add(used / Math.max(1, upstream.answered() - before));
    } while (!settling.settled() && System.nanoTime() - end < 0);
  }

  private <W> W counted(Measure<W> measure, Variant variant, Duration time) {
    long before = upstream.answered();
    W window = measure.of(variant, time);
    exchanges += variant == Variant.SLUICE ? upstream.answered() - before : 0;
    return window;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
