package dev.sluice.extproc.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.sluice.common.ads.ResourceChange;
import dev.sluice.config.v1.CachePurge;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A cache of responses in the memory of one replica; bounded, and used by all streams. */
public final class ResponseCache {
  private final Clock clock;
  private final Cache<CacheKey, StoredResponse> entries;
  private final Map<String, Purge> purges = new ConcurrentHashMap<>();

  /**
   * Creates an empty cache.
   *
   * @param maxBytes the most memory that it uses
   */
  public ResponseCache(long maxBytes, Clock clock) {
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

  public Clock clock() {
    return clock;
  }

  /** Returns the response for a key, unless it is too old. */
  public Optional<StoredResponse> find(CacheKey key) {
    StoredResponse found = entries.getIfPresent(key);
    return Optional.ofNullable(found).filter(response -> response.isFresh(clock.instant()));
  }

  /** Stores a response, unless it was purged after its request. */
  public void store(CacheKey key, StoredResponse response) {
    entries.put(key, response);
    // A purge that arrived before this entry has not seen it.
    if (purges.values().stream().anyMatch(response::isPurgedBy)) {
      entries.invalidate(key);
    }
  }

  /** Applies a delivery of purges; removed ones are too old to matter. */
  public void apply(ResourceChange<CachePurge> change) {
    Map<String, Purge> added = new HashMap<>();
    change.changed().forEach((id, purge) -> added.put(id, Purge.of(purge)));
    purge(added, change.removed());
  }

  void purge(Map<String, Purge> added, Iterable<String> removed) {
    removed.forEach(purges::remove);
    purges.putAll(added);
    List<Purge> all = List.copyOf(added.values());
    entries.asMap().values().removeIf(response -> all.stream().anyMatch(response::isPurgedBy));
  }

  /** Returns the number of bytes of memory in use. */
  public long usedBytes() {
    return entries
        .policy()
        .eviction()
        .flatMap(each -> each.weightedSize().stream().boxed().findAny())
        .orElse(0L);
  }
}
