package dev.sluice.extproc.stream.cache;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of the response cache. */
public final class CacheMetrics {
  private final MeterFamily<Counter> requests;
  private final Counter stored;

  public CacheMetrics(MeterRegistry registry) {
    requests =
        MeterFamily.counters(registry, "response_cache_requests_total", MetricLabel.of("result"));
    stored = registry.counter("response_cache_stored_total");
  }

  void count(CacheResult result) {
    requests.of(result.label()).increment();
  }

  void countStored() {
    stored.increment();
  }
}
