package dev.sluice.extproc.server;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.external.RecognitionFailure;
import dev.sluice.extproc.external.RecognitionListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of an external recognizer, and a log line for each change of its state. */
final class RecognizerMetrics implements RecognitionListener {
  private static final Logger log = LoggerFactory.getLogger(RecognizerMetrics.class);

  private final AtomicBoolean failing = new AtomicBoolean();
  private final Timer answers;
  private final MeterFamily<Counter> failures;
  private final Counter unread;

  RecognizerMetrics(MeterRegistry registry) {
    answers = Timer.builder("dlp.external.calls").publishPercentileHistogram().register(registry);
    failures =
        MeterFamily.counters(registry, "dlp_external_failures_total", MetricLabel.of("reason"));
    unread = registry.counter("dlp_external_passed_unread_total");
  }

  @Override
  public void onAnswer(long nanos) {
    answers.record(nanos, TimeUnit.NANOSECONDS);
    if (failing.getAndSet(false)) {
      log.info("the external recognizer answers again");
    }
  }

  @Override
  public void onFailure(RecognitionFailure reason, boolean passed) {
    failures.of(reason.label()).increment();
    if (passed) {
      unread.increment();
    }
    if (!failing.getAndSet(true)) {
      log.warn(
          "the external recognizer cannot read a body ({}); such bodies {}",
          reason.label(),
          passed ? "pass unread" : "are rejected");
    }
  }
}
