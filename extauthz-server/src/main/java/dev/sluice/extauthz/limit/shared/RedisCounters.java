package dev.sluice.extauthz.limit.shared;

import dev.sluice.common.redis.RedisConfig;
import dev.sluice.common.redis.RedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.util.concurrent.CompletionStage;

/** A client of the counters in Redis or Valkey. */
final class RedisCounters implements SharedCounters {
  private final RedisScript count = RedisScript.of("count.lua");
  private final RedisScript giveBack = RedisScript.of("give-back.lua");
  private final RedisConnection<String> redis;

  /** Connects in the background. */
  RedisCounters(RedisConfig config) {
    redis = new RedisConnection<>(config, StringCodec.UTF8);
    redis.connect();
  }

  @Override
  public CompletionStage<Long> take(String key, long interval, long capacity) {
    return redis
        .commands()
        .thenCompose(
            commands -> count.run(commands, key, Long.toString(interval), Long.toString(capacity)));
  }

  @Override
  public CompletionStage<Long> giveBack(String key, long interval) {
    return redis
        .commands()
        .thenCompose(commands -> giveBack.run(commands, key, Long.toString(interval)));
  }

  @Override
  public void close() {
    redis.close();
  }
}
