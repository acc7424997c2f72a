package dev.sluice.extauthz.block;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A table of failures by key with a fixed size, for any number of keys. The failures of a key are
 * counted in windows that start with a failure. A key may be blocked until a time. Where a bucket
 * is full, an entry that has ended is replaced, then the one with the fewest failures, so that new
 * keys cannot push out blocked ones. It is safe for concurrent use.
 */
final class FailureTable {
  private static final int BUCKET = 8;
  private static final int LOCKS = 256;
  private static final int BLOCKED = Integer.MAX_VALUE;

  private final long[] keys;
  private final long[] ends;
  private final int[] failures;
  private final int buckets;
  private final Object[] locks = new Object[LOCKS];
  private final AtomicLong lastEnd = new AtomicLong();

  /**
   * Creates a table.
   *
   * @param entries the number of entries, rounded up to a power of two
   */
  FailureTable(int entries) {
    int size = Math.max(BUCKET * LOCKS, Integer.highestOneBit(Math.max(1, entries - 1)) << 1);
    keys = new long[size];
    ends = new long[size];
    failures = new int[size];
    buckets = size / BUCKET;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * Counts a failure, and blocks its key if that reaches the limit.
   *
   * @param key a hash, which is not zero
   * @param now the time in nanoseconds, which starts above zero
   * @return whether the key is blocked by this failure
   */
  boolean fail(long key, int limit, long windowNanos, long blockNanos, long now) {
    int bucket = bucket(key);
    synchronized (locks[bucket & LOCKS - 1]) {
      int at = find(key, bucket);
      if (at < 0 || ends[at] <= now) {
        at = at < 0 ? leastNeeded(bucket, now) : at;
        keys[at] = key;
        failures[at] = 0;
        ends[at] = now + windowNanos;
      }
      if (failures[at] == BLOCKED || ++failures[at] < limit) {
        return false;
      }
      failures[at] = BLOCKED;
      ends[at] = now + blockNanos;
      lastEnd.accumulateAndGet(ends[at], Math::max);
      return true;
    }
  }

  /** Returns whether a key may be blocked; false needs no look-up. */
  boolean hasBlocks(long now) {
    return now < lastEnd.get();
  }

  boolean isBlocked(long key, long now) {
    int bucket = bucket(key);
    synchronized (locks[bucket & LOCKS - 1]) {
      int at = find(key, bucket);
      return at >= 0 && failures[at] == BLOCKED && now < ends[at];
    }
  }

  /** Removes the failures and the block of a key. */
  void release(long key) {
    int bucket = bucket(key);
    synchronized (locks[bucket & LOCKS - 1]) {
      int at = find(key, bucket);
      if (at >= 0) {
        keys[at] = 0;
        ends[at] = 0;
        failures[at] = 0;
      }
    }
  }

  private int bucket(long key) {
    return (int) (key >>> 32) & buckets - 1;
  }

  private int find(long key, int bucket) {
    int first = bucket * BUCKET;
    for (int at = first; at < first + BUCKET; at++) {
      if (keys[at] == key) {
        return at;
      }
    }
    return -1;
  }

  private int leastNeeded(int bucket, long now) {
    int first = bucket * BUCKET;
    int least = first;
    for (int at = first; at < first + BUCKET; at++) {
      if (ends[at] <= now) {
        return at;
      }
      if (failures[at] < failures[least]) {
        least = at;
      }
    }
    return least;
  }
}
