package dev.sluice.extproc.server;

import dev.sluice.common.redis.RedisMetrics;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.cache.shared.RejectedEntry;
import dev.sluice.extproc.cache.shared.SharedCacheListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The metrics of a response cache that replicas share. */
final class SharedCacheMetrics implements SharedCacheListener {
  private final RedisMetrics redis;
  private final MeterFamily<Counter> rejected;

  SharedCacheMetrics(MeterRegistry registry) {
    redis =
        new RedisMetrics(
            registry,
            "response_cache_redis",
            "holds the cached responses of all replicas",
            "this replica caches no responses until it can");
    rejected =
        MeterFamily.counters(
            registry, "response_cache_redis_rejected_total", MetricLabel.of("reason"));
  }

  @Override
  public void onAnswer(long nanos) {
    redis.onAnswer(nanos);
  }

  @Override
  public void onFailure(Throwable thrown) {
    redis.onFailure(thrown);
  }

  @Override
  public void onRejected(RejectedEntry reason) {
    rejected.of(reason.name().toLowerCase(Locale.ROOT)).increment();
  }
}
