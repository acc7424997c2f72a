package dev.sluice.extproc.cache.shared;

import dev.sluice.common.ads.ResourceChange;
import dev.sluice.common.redis.RedisCalls;
import dev.sluice.config.v1.CachePurge;
import dev.sluice.extproc.cache.CacheKey;
import dev.sluice.extproc.cache.CacheLookup;
import dev.sluice.extproc.cache.PurgeTable;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.cache.StoredResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cache of responses that all replicas share. While it cannot be reached, nothing is found and
 * nothing stored. An entry is served if it is authentic, fresh, and covered by no purge that the
 * controller keeps; it keeps purges longer than any entry lives.
 */
public final class SharedResponseCache implements ResponseCache, AutoCloseable {
  /** The largest difference between the clocks of the replicas and of the database. */
  static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** The longest lifetime of an entry, half of the time for which the controller keeps a purge. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** The largest entry: the largest body of a policy, with its headers. */
  private static final int MAX_BYTES = (2 << 20) + (256 << 10);

  /** The most lookups at once, each of which may need memory for the largest entry. */
  private static final int MOST_LOOKUPS = 256;

  private final SharedEntries entries;
  private final EntryCipher cipher;
  private final RedisCalls calls;
  private final Executor workers;
  private final SharedCacheListener listener;
  private final long maxSentBytes;
  private final Clock clock;
  private final PurgeTable purges = new PurgeTable();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicInteger lookups = new AtomicInteger();
  private volatile boolean purgesComplete;

  /**
   * Creates a cache.
   *
   * @param workers encrypt and decrypt entries, which would hold an event loop for too long
   * @param maxSentBytes the most bytes on their way to Redis
   */
  SharedResponseCache(
      SharedEntries entries,
      EntryCipher cipher,
      RedisCalls calls,
      Executor workers,
      SharedCacheListener listener,
      long maxSentBytes,
      Clock clock) {
    this.entries = entries;
    this.cipher = cipher;
    this.calls = calls;
    this.workers = workers;
    this.listener = listener;
    this.maxSentBytes = maxSentBytes;
    this.clock = clock;
  }

  /** Opens a cache in Redis, and connects in the background. */
  public static SharedResponseCache open(
      SharedCacheConfig config, SharedCacheListener listener, long maxSentBytes, Clock clock) {
    return new SharedResponseCache(
        new RedisEntries(config.redis()),
        config.cipher(),
        new RedisCalls(config.redis().timeout(), listener, System::nanoTime),
        ForkJoinPool.commonPool(),
        listener,
        maxSentBytes,
        clock);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** Finds nothing until all purges are known, because an entry may be older than this process. */
  @Override
  public CacheLookup find(CacheKey key) {
    if (!purgesComplete || !calls.allows()) {
      return CacheLookup.MISS;
    }
    if (lookups.get() >= MOST_LOOKUPS) {
      listener.onRejected(RejectedEntry.TOO_BUSY);
      return CacheLookup.MISS;
    }
    lookups.incrementAndGet();
    String name = cipher.nameOf(key);
    return new CacheLookup.Pending(
        calls
            .result(
                entries
                    .get(name, MAX_BYTES)
                    .thenApplyAsync(found -> found.flatMap(entry -> read(name, entry)), workers),
                found -> found.filter(this::isServed),
                Optional::<StoredResponse>empty)
            .whenComplete((_, _) -> lookups.decrementAndGet()));
  }

  private Optional<StoredResponse> read(String name, byte[] entry) {
    Optional<StoredResponse> response = cipher.open(name, entry).flatMap(EntryFormat::read);
    if (response.isEmpty()) {
      listener.onRejected(RejectedEntry.NOT_AUTHENTIC);
    }
    return response;
  }

  private boolean isServed(StoredResponse response) {
    Instant now = clock.instant();
    Instant requestedAt = response.requestedAt();
    return response.isFresh(now)
        && now.isBefore(requestedAt.plus(LONGEST))
        && !requestedAt.isAfter(now.plus(TOLERANCE))
        && !purges.covers(response, TOLERANCE);
  }

  /** Sends a response to Redis without waiting for the answer. */
  @Override
  public boolean store(CacheKey key, StoredResponse response) {
    Instant end = response.requestedAt().plus(response.lifetime());
    long millis = Math.min(Duration.between(clock.instant(), end).toMillis(), LONGEST.toMillis());
    if (millis <= 0 || calls.isPaused() || purges.covers(response, TOLERANCE)) {
      return false;
    }
    byte[] content = EntryFormat.write(response);
    int bytes = content.length + EntryCipher.OVERHEAD;
    if (bytes > MAX_BYTES) {
      return false;
    }
    if (sentBytes.addAndGet(bytes) > maxSentBytes) {
      sentBytes.addAndGet(-bytes);
      listener.onRejected(RejectedEntry.TOO_BUSY);
      return false;
    }
    String name = cipher.nameOf(key);
    var _ =
        CompletableFuture.supplyAsync(() -> cipher.seal(name, content), workers)
            .thenCompose(entry -> entries.put(name, entry, millis))
            .whenComplete((stored, thrown) -> {
              sentBytes.addAndGet(-bytes);
              if (thrown != null) {
                calls.failed(thrown);
              } else if (!stored) {
                listener.onRejected(RejectedEntry.REFUSED);
              }
            });
    return true;
  }

  @Override
  public void apply(ResourceChange<CachePurge> change) {
    purges.apply(change);
  }

  @Override
  public void purgesComplete() {
    purgesComplete = true;
  }

  @Override
  public long usedBytes() {
    return sentBytes.get();
  }

  @Override
  public void close() {
    entries.close();
  }
}
