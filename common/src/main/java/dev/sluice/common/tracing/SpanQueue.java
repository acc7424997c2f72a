package dev.sluice.common.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded queue of spans, which are exported in batches. Each lost span is counted. Callers never
 * wait.
 */
final class SpanQueue implements SpanProcessor {
  static final int MOST = 4096;
  private static final int BATCH = 512;
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final AtomicInteger waiting = new AtomicInteger();
  private final SpanProcessor batches;
  private final SpanCounters counts;

  SpanQueue(SpanExporter exporter, SpanCounters counts) {
    this.counts = counts;
    batches =
        BatchSpanProcessor.builder(new Counting(exporter))
            .setMaxQueueSize(MOST + BATCH)
            .setMaxExportBatchSize(BATCH)
            .setScheduleDelay(EVERY)
            .build();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (waiting.incrementAndGet() > MOST) {
      waiting.decrementAndGet();
      counts.dropped().increment();
    } else {
      batches.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  /** An exporter that counts the result of each batch. */
  private final class Counting implements SpanExporter {
    private final SpanExporter exporter;

    Counting(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int count = spans.size();
      waiting.addAndGet(-count);
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(
          () -> (result.isSuccess() ? counts.exported() : counts.failed()).increment(count));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
