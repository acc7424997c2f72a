package dev.sluice.extproc.cache.shared;

import dev.sluice.common.redis.RedisConfig;
import dev.sluice.common.redis.RedisConnection;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client of the entries in Redis or Valkey. */
final class RedisEntries implements SharedEntries {
  private final RedisConnection<byte[]> redis;

  /** Connects in the background. */
  RedisEntries(RedisConfig config) {
    redis = new RedisConnection<>(config, RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    redis.connect();
  }

  /** Reads a range, because a value in Redis may be larger than any that this server stores. */
  @Override
  public CompletableFuture<Optional<byte[]>> get(String name, int maxBytes) {
    return redis
        .commands()
        .thenCompose(commands -> commands.getrange(name, 0, maxBytes))
        .thenApply(entry -> Optional.ofNullable(entry).filter(bytes -> bytes.length > 0));
  }

  @Override
  public CompletableFuture<Boolean> put(String name, byte[] entry, long millis) {
    return redis
        .commands()
        .thenCompose(commands -> commands.set(name, entry, SetArgs.Builder.px(millis)))
        .thenApply(_ -> true)
        .exceptionallyCompose(thrown ->
            RedisConnection.causeOf(thrown) instanceof RedisCommandExecutionException
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.failedFuture(RedisConnection.causeOf(thrown)));
  }

  @Override
  public void close() {
    redis.close();
  }
}
