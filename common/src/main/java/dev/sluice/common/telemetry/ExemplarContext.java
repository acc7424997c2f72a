package dev.sluice.common.telemetry;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** Which trace the histograms point to that this thread records into. */
public final class ExemplarContext implements SpanContext {
  private static final ThreadLocal<@Nullable Example> CURRENT = new ThreadLocal<>();

  private record Example(String traceId, String spanId) {}

  ExemplarContext() {}

  /** Records something as an example of a trace, if there is one. */
  public static void record(String traceId, String spanId, Runnable recording) {
    if (traceId.isEmpty()) {
      recording.run();
      return;
    }
    CURRENT.set(new Example(traceId, spanId));
    try {
      recording.run();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public @Nullable String getCurrentTraceId() {
    Example example = CURRENT.get();
    return example == null ? null : example.traceId;
  }

  @Override
  public @Nullable String getCurrentSpanId() {
    Example example = CURRENT.get();
    return example == null ? null : example.spanId;
  }

  /** Only sampled traces are made examples. */
  @Override
  public boolean isCurrentSpanSampled() {
    return CURRENT.get() != null;
  }

  @Override
  public void markCurrentSpanAsExemplar() {}
}
