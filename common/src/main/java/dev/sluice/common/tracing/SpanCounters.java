package dev.sluice.common.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What became of spans.
 *
 * @param exported the collector has them
 * @param failed the collector was away, or refused them
 * @param dropped too many waited
 */
record SpanCounters(Counter exported, Counter failed, Counter dropped) {
  /** There from the beginning, with or without a collector, so that alerts see the first. */
  static SpanCounters register(MeterRegistry metrics) {
    return new SpanCounters(
        counter(metrics, "exported"), counter(metrics, "failed"), counter(metrics, "dropped"));
  }

  private static Counter counter(MeterRegistry metrics, String result) {
    return metrics.counter("trace.spans", "result", result);
  }
}
