package dev.sluice.extproc.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The metrics of usage reports. */
final class UsageMetrics {
  private static final List<String> RESULTS = List.of("applied", "repeated", "overlapping", "away");

  private final MeterRegistry registry;
  private final Counter missing;
  private volatile long behind;
  private volatile long caughtUpAt = System.nanoTime();

  UsageMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.missing = registry.counter("usage.missing.records");
    RESULTS.forEach(this::reported);
    Gauge.builder("usage.behind.records", this, metrics -> metrics.behind).register(registry);
    Gauge.builder("usage.behind.seconds", this, UsageMetrics::behindSeconds).register(registry);
  }

  /** Returns the counter of reports with a result. */
  Counter reported(String result) {
    return registry.counter("usage.reports", "result", result);
  }

  void missing(long records) {
    missing.increment((double) records);
  }

  /** Sets the number of records that are read and not confirmed. */
  void behind(long records) {
    behind = records;
    if (records == 0) {
      caughtUpAt = System.nanoTime();
    }
  }

  private double behindSeconds() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - caughtUpAt) / 1_000.0;
  }
}
