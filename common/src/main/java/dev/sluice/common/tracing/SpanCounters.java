package dev.sluice.common.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The counters of spans by result.
 *
 * @param exported the spans that the collector accepted
 * @param failed the spans that the collector did not accept
 * @param dropped the spans that did not fit into the queue
 */
record SpanCounters(Counter exported, Counter failed, Counter dropped) {
  /** Registers the counters, with or without a collector, so that alerts see the first increase. */
  static SpanCounters register(MeterRegistry metrics) {
    return new SpanCounters(
        counter(metrics, "exported"), counter(metrics, "failed"), counter(metrics, "dropped"));
  }

  private static Counter counter(MeterRegistry metrics, String result) {
    return metrics.counter("trace.spans", "result", result);
  }
}
