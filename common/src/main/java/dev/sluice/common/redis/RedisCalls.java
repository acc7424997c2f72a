package dev.sluice.common.redis;

import dev.sluice.common.grpc.EventLoops;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The calls of requests to Redis. A call has a time limit. After a failure, or 200 ms without an
 * answer in time, one request a second may call, so that the others do not wait for a server that
 * is away.
 */
public final class RedisCalls {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Duration timeout;
  private final RedisListener listener;
  private final LongSupplier nanoTime;
  private final RetryPause pause = new RetryPause(PAUSE_NANOS);

  public RedisCalls(Duration timeout, RedisListener listener, LongSupplier nanoTime) {
    this.timeout = timeout;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** Returns whether a request may call. After true, the caller calls. */
  public boolean allows() {
    return pause.allows(nanoTime.getAsLong());
  }

  /** Returns whether Redis has not answered since a failure. */
  public boolean isPaused() {
    return pause.isOn();
  }

  /**
   * Returns the result of a call that was just sent. It is made on the event loop of this thread.
   *
   * @param answered makes it from the answer
   * @param otherwise makes it after a failure or a timeout
   */
  public <A, R> CompletableFuture<R> result(
      CompletableFuture<A> call, Function<A, R> answered, Supplier<R> otherwise) {
    long sent = nanoTime.getAsLong();
    return call.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handleAsync(
            (answer, thrown) -> {
              if (thrown != null) {
                failed(thrown);
                return otherwise.get();
              }
              pause.end();
              listener.onAnswer(nanoTime.getAsLong() - sent);
              return answered.apply(answer);
            },
            EventLoops.currentExecutor());
  }

  /** Handles the failure of a call. */
  public void failed(Throwable thrown) {
    long now = nanoTime.getAsLong();
    if (thrown instanceof TimeoutException) {
      pause.slowAnswer(now);
    } else {
      pause.start(now);
    }
    listener.onFailure(thrown);
  }
}
