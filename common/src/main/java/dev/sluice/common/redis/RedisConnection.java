package dev.sluice.common.redis;

import dev.sluice.common.Secret;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.RedisCodec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis or Valkey. Commands fail at once while there is no connection; it is
 * started by {@link #connect} or the first command, and restored in the background.
 *
 * @param <V> the type of values
 */
public final class RedisConnection<V> implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_WAITING = 10_000;

  private final CompletableFuture<RedisClusterAsyncCommands<String, V>> notConnected =
      CompletableFuture.failedFuture(new RedisException("not connected yet"));
  private final AbstractRedisClient client;
  private final Supplier<? extends CompletionStage<? extends RedisClusterAsyncCommands<String, V>>>
      connect;
  private final AtomicReference<@Nullable CompletableFuture<RedisClusterAsyncCommands<String, V>>>
      link = new AtomicReference<>();

  /** Creates a connection that is not started. */
  public RedisConnection(RedisConfig config, RedisCodec<String, V> codec) {
    List<RedisURI> nodes = config.nodes().stream().map(node -> address(node, config)).toList();
    if (config.cluster()) {
      RedisClusterClient cluster = RedisClusterClient.create(nodes);
      cluster.setOptions(options(ClusterClientOptions.builder(), config).build());
      client = cluster;
      connect = () -> cluster.connectAsync(codec).thenApply(StatefulRedisClusterConnection::async);
    } else {
      RedisClient single = RedisClient.create(nodes.getFirst());
      single.setOptions(options(ClientOptions.builder(), config).build());
      client = single;
      connect =
          () ->
              single
                  .connectAsync(codec, nodes.getFirst())
                  .thenApply(StatefulRedisConnection::async);
    }
  }

  /** Starts the connection, so that the first requests find it. */
  public void connect() {
    var _ = commands();
  }

  /** Returns the commands of the connection; a failed future while there is none. */
  public CompletableFuture<RedisClusterAsyncCommands<String, V>> commands() {
    CompletableFuture<RedisClusterAsyncCommands<String, V>> current = link.get();
    if (current == null || current.isCompletedExceptionally()) {
      CompletableFuture<RedisClusterAsyncCommands<String, V>> next = new CompletableFuture<>();
      if (link.compareAndSet(current, next)) {
        connect
            .get()
            .whenComplete((commands, thrown) -> {
              if (thrown == null) {
                next.complete(commands);
              } else {
                next.completeExceptionally(thrown);
              }
            });
      }
      return notConnected;
    }
    return current.isDone() ? current : notConnected;
  }

  /** Returns the failure of a command, without the exceptions that futures put around it. */
  public static Throwable causeOf(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  @Override
  public void close() {
    client.shutdownAsync(0, 1, TimeUnit.SECONDS).join();
  }

  private static RedisURI address(URI node, RedisConfig config) {
    RedisURI.Builder address =
        RedisURI.builder()
            .withHost(node.getHost())
            .withPort(node.getPort())
            .withSsl(node.getScheme().equals("rediss"))
            .withVerifyPeer(true)
            .withTimeout(CONNECT_TIMEOUT);
    config
        .password()
        .map(Secret::reveal)
        .ifPresent(password ->
            address.withAuthentication(config.user().orElse("default"), password.toCharArray()));
    return address.build();
  }

  private static <B extends ClientOptions.Builder> B options(B options, RedisConfig config) {
    options
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_WAITING)
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
        .timeoutOptions(TimeoutOptions.enabled(CONNECT_TIMEOUT));
    config
        .authorities()
        .ifPresent(
            file -> options.sslOptions(SslOptions.builder().trustManager(file.toFile()).build()));
    return options;
  }
}
