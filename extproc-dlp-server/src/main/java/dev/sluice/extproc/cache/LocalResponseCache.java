package dev.sluice.extproc.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.sluice.common.ads.ResourceChange;
import dev.sluice.config.v1.CachePurge;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A cache of responses in the memory of one replica; bounded. */
public final class LocalResponseCache implements ResponseCache {
  private final Clock clock;
  private final Cache<CacheKey, StoredResponse> entries;
  private final PurgeTable purges = new PurgeTable();

  /**
   * Creates an empty cache.
   *
   * @param maxBytes the most memory that it uses
   */
  public LocalResponseCache(long maxBytes, Clock clock) {
    this.clock = clock;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<CacheKey, StoredResponse>weigher((_, response) -> response.memoryBytes())
            .expireAfter(
                Expiry.writing((CacheKey _, StoredResponse response) -> response.lifetime()))
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public CacheLookup find(CacheKey key) {
    StoredResponse found = entries.getIfPresent(key);
    return found != null && found.isFresh(clock.instant())
        ? new CacheLookup.Known(Optional.of(found))
        : CacheLookup.MISS;
  }

  @Override
  public boolean store(CacheKey key, StoredResponse response) {
    entries.put(key, response);
    // A purge that arrived before this entry has not seen it.
    boolean purged = isPurged(response);
    if (purged) {
      entries.invalidate(key);
    }
    return !purged;
  }

  @Override
  public void apply(ResourceChange<CachePurge> change) {
    purges.apply(change);
    entries.asMap().values().removeIf(this::isPurged);
  }

  /** Does nothing: entries begin with the process, and are removed when their purge arrives. */
  @Override
  public void purgesComplete() {}

  private boolean isPurged(StoredResponse response) {
    return purges.covers(response, Duration.ZERO);
  }

  @Override
  public long usedBytes() {
    return entries
        .policy()
        .eviction()
        .flatMap(each -> each.weightedSize().stream().boxed().findAny())
        .orElse(0L);
  }
}
