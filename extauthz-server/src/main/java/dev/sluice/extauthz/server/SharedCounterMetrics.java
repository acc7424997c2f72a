package dev.sluice.extauthz.server;

import dev.sluice.extauthz.limit.shared.SharedCounterStore.SharedStoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of shared counters, and a log line for each change of their state. */
final class SharedCounterMetrics implements SharedStoreListener {
  private static final Logger log = LoggerFactory.getLogger(SharedCounterMetrics.class);

  private final AtomicBoolean available = new AtomicBoolean();
  private final AtomicBoolean reported = new AtomicBoolean();
  private final Counter failures;
  private final Timer answers;

  SharedCounterMetrics(MeterRegistry registry) {
    failures = registry.counter("rate.limit.redis.failures");
    answers = Timer.builder("rate.limit.redis").publishPercentileHistogram().register(registry);
    registry.gauge("rate.limit.redis.available", available, state -> state.get() ? 1 : 0);
  }

  @Override
  public void onAnswer(long nanos) {
    answers.record(nanos, TimeUnit.NANOSECONDS);
    if (!available.getAndSet(true)) {
      reported.set(false);
      log.info("Redis counts the rate limits of all replicas");
    }
  }

  @Override
  public void onFailure(Throwable thrown) {
    failures.increment();
    available.set(false);
    if (!reported.getAndSet(true)) {
      log.warn(
          "Redis cannot be reached ({}); this replica counts rate limits by itself until it can",
          thrown.toString());
    }
  }
}
