package dev.sluice.extproc.cache.shared;

import dev.sluice.common.redis.RedisListener;

/** A listener for the results of calls to Redis, and for entries that are not used. */
public interface SharedCacheListener extends RedisListener {
  /** Handles an entry that is neither stored nor served. */
  void onRejected(RejectedEntry reason);
}
