package dev.sluice.bench.authz;

import dev.sluice.bench.check.load.CheckLoad;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.bench.rounds.Turns;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the shapes of one run have in common. */
final class Run implements Turns.Effort<Variant> {
  static final int POOL = 1_000;
  private static final int IN_FLIGHT = 32;
  private static final double MICROS_PER_MILLI = 1000;

  private final AuthzOptions options;
  private final Site site;
  private final Loop loop;
  private final ComparisonReport report;
  private final Map<Algorithm, List<String>> pools = new EnumMap<>(Algorithm.class);
  private final Map<Variant, Long> done = new EnumMap<>(Variant.class);

  Run(AuthzOptions options, Site site, Loop loop, ComparisonReport report) {
    this.options = options;
    this.site = site;
    this.loop = loop;
    this.report = report;
  }

  AuthzOptions options() {
    return options;
  }

  Site site() {
    return site;
  }

  Loop loop() {
    return loop;
  }

  ComparisonReport report() {
    return report;
  }

  CheckLoad load() {
    return new CheckLoad(loop, IN_FLIGHT);
  }

  /** The tokens that are asked with again and again. */
  List<String> pool(Algorithm algorithm) {
    return pools.computeIfAbsent(algorithm, a -> site.tokens(a, POOL));
  }

  Checks pooled(Algorithm algorithm) {
    return Checks.round(CheckMessages.of(algorithm, pool(algorithm)), true);
  }

  Turns<Variant> turns(List<Variant> variants) {
    return new Turns<>(
        variants,
        options.rounds(),
        options.window(),
        options.runIn(),
        report::progress,
        site.group()::emptyLogs);
  }

  /** Remembers what was done, so that it is known when a JVM has settled. */
  CheckLoad.Window counted(Variant variant, CheckLoad.Window window) {
    answered(variant, window.latencies().size());
    return window;
  }

  void answered(Variant variant, int requests) {
    done.merge(variant, (long) requests, Long::sum);
  }

  @Override
  public long done(Variant variant) {
    return done.getOrDefault(variant, 0L);
  }

  @Override
  public double cpuMillis(Variant variant) {
    return site.server(variant).use().cpuMillis();
  }

  static ToDoubleFunction<CheckLoad.Window> cpu(ToDoubleFunction<Use> part) {
    return window ->
        part.applyAsDouble(window.use()) * MICROS_PER_MILLI / window.latencies().size();
  }

  static ToDoubleFunction<CheckLoad.Window> micros(double share) {
    return window -> window.latencies().percentile(share) / 1e3;
  }
}
