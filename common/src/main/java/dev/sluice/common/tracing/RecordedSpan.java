package dev.sluice.common.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** A span that is exported after its end. */
record RecordedSpan(Span span) implements TraceSpan {
  @Override
  public boolean isRecording() {
    return true;
  }

  @Override
  public void setText(String key, String value) {
    if (!value.isEmpty()) {
      span.setAttribute(key, value);
    }
  }

  @Override
  public void setNumber(String key, long value) {
    span.setAttribute(key, value);
  }

  @Override
  public void markFailed() {
    span.setStatus(StatusCode.ERROR);
  }

  @Override
  public String traceId() {
    return span.getSpanContext().getTraceId();
  }

  @Override
  public String spanId() {
    return span.getSpanContext().getSpanId();
  }

  @Override
  public void end() {
    span.end();
  }
}
