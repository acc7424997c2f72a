package dev.sluice.extproc.cache;

import dev.sluice.common.ads.ResourceChange;
import dev.sluice.config.v1.CachePurge;
import java.time.Clock;

/** A cache of responses, used by all streams. */
public interface ResponseCache {
  /** Returns the clock of requests and ages. */
  Clock clock();

  /** Finds the response for a key that is fresh and not purged. */
  CacheLookup find(CacheKey key);

  /** Stores a response; returns false if it is purged already, or cannot be stored. */
  boolean store(CacheKey key, StoredResponse response);

  /** Applies a delivery of purges; removed ones are too old to matter. */
  void apply(ResourceChange<CachePurge> change);

  /** Handles that all purges of the controller have been applied. */
  void purgesComplete();

  /** Returns the number of bytes of memory in use. */
  long usedBytes();
}
