package dev.sluice.common.telemetry;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** The trace to which histograms that this thread records link as an exemplar. */
public final class ExemplarContext implements SpanContext {
  private static final ThreadLocal<@Nullable Example> CURRENT = new ThreadLocal<>();

  private record Example(String traceId, String spanId) {}

  ExemplarContext() {}

  /** Records a value as an exemplar of a trace, if there is one. */
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

  /** Returns true, because only sampled traces become exemplars. */
  @Override
  public boolean isCurrentSpanSampled() {
    return CURRENT.get() != null;
  }

  @Override
  public void markCurrentSpanAsExemplar() {}
}
