package dev.sluice.common.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of calls to Redis, and a log line for each change of their state. */
public final class RedisMetrics implements RedisListener {
  private static final Logger log = LoggerFactory.getLogger(RedisMetrics.class);

  private final AtomicBoolean available = new AtomicBoolean();
  private final AtomicBoolean reported = new AtomicBoolean();
  private final Counter failures;
  private final Timer answers;
  private final String purpose;
  private final String fallback;

  /**
   * Registers the metrics.
   *
   * @param name the start of their names, such as {@code rate.limit.redis}
   * @param purpose the text of the log after "Redis" when Redis answers again
   * @param fallback the text of the log that says what this replica does while Redis is away
   */
  public RedisMetrics(MeterRegistry registry, String name, String purpose, String fallback) {
    this.purpose = purpose;
    this.fallback = fallback;
    failures = registry.counter(name + ".failures");
    answers = Timer.builder(name).publishPercentileHistogram().register(registry);
    registry.gauge(name + ".available", available, state -> state.get() ? 1 : 0);
  }

  @Override
  public void onAnswer(long nanos) {
    answers.record(nanos, TimeUnit.NANOSECONDS);
    if (!available.getAndSet(true)) {
      reported.set(false);
      log.info("Redis {}", purpose);
    }
  }

  @Override
  public void onFailure(Throwable thrown) {
    failures.increment();
    available.set(false);
    if (!reported.getAndSet(true)) {
      log.warn("Redis cannot be reached ({}); {}", thrown.toString(), fallback);
    }
  }
}
