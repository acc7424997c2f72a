package dev.sluice.extproc.cache.shared;

import dev.sluice.common.Secret;
import dev.sluice.common.redis.RedisCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** A fake of the entries in Redis, with caches that use it. It records the events of the caches. */
public final class FakeEntries implements SharedEntries {
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(30);

  final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  final List<String> events = new ArrayList<>();
  final List<Long> lifetimes = new ArrayList<>();
  int asked;
  boolean away;
  boolean silent;
  boolean full;
  long nanos = 1;
  private Executor executor = Runnable::run;

  /** Completes answers on another thread from now on. */
  public FakeEntries slow() {
    executor = ForkJoinPool.commonPool();
    return this;
  }

  /** Returns a cache that has not received its purges. */
  public SharedResponseCache cache(Clock clock) {
    return cache(clock, SECRET, "1.0", LONG);
  }

  SharedResponseCache cache(Clock clock, String secret, String release, Duration timeout) {
    SharedCacheListener listener = new RecordingListener();
    return new SharedResponseCache(
        this,
        new EntryCipher(Secret.of(secret), release),
        new RedisCalls(timeout, listener, () -> nanos),
        Runnable::run,
        listener,
        10_000,
        clock);
  }

  @Override
  public CompletableFuture<Optional<byte[]>> get(String name, int maxBytes) {
    asked++;
    if (silent) {
      return new CompletableFuture<>();
    }
    return away
        ? CompletableFuture.failedFuture(new IllegalStateException("away"))
        : CompletableFuture.supplyAsync(() -> Optional.ofNullable(stored.get(name)), executor);
  }

  @Override
  public CompletableFuture<Boolean> put(String name, byte[] entry, long millis) {
    if (silent) {
      return new CompletableFuture<>();
    }
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("away"));
    }
    if (!full) {
      stored.put(name, entry);
      lifetimes.add(millis);
    }
    return CompletableFuture.completedFuture(!full);
  }

  @Override
  public void close() {}

  /** A listener that records the kind of each result. */
  private final class RecordingListener implements SharedCacheListener {
    @Override
    public void onAnswer(long nanos) {
      record("answer");
    }

    @Override
    public void onFailure(Throwable thrown) {
      record("failure");
    }

    @Override
    public void onRejected(RejectedEntry reason) {
      record(reason.name());
    }

    private void record(String event) {
      synchronized (events) {
        events.add(event);
      }
    }
  }
}
