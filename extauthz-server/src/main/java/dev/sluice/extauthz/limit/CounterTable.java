package dev.sluice.extauthz.limit;

import java.util.concurrent.atomic.LongAdder;

/**
 * A table of counters with a fixed size, for any number of keys. A counter is the time at which its
 * debt ends: a request adds the interval of its limit. A counter without debt equals an absent one.
 * Where a bucket is full, the counter with the least debt is dropped, so that new keys cannot push
 * out those that are near their limits. It is safe for concurrent use.
 */
final class CounterTable {
  private static final int BUCKET = 8;
  private static final int LOCKS = 256;

  private final long[] keys;
  private final long[] debtEnds;
  private final int buckets;
  private final Object[] locks = new Object[LOCKS];
  private final LongAdder dropped = new LongAdder();

  /**
   * Creates a table.
   *
   * @param counters the number of counters, rounded up to a power of two
   */
  CounterTable(int counters) {
    int size = Math.max(BUCKET * LOCKS, Integer.highestOneBit(Math.max(1, counters - 1)) << 1);
    keys = new long[size];
    debtEnds = new long[size];
    buckets = size / BUCKET;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * Counts a request unless its debt would exceed the capacity, and returns the debt with it.
   *
   * @param interval the nanoseconds that a request adds
   * @param capacity the largest debt in nanoseconds
   * @param now the time in nanoseconds, which starts above zero
   */
  long take(long key, long interval, long capacity, long now) {
    int bucket = bucket(key);
    synchronized (locks[bucket & LOCKS - 1]) {
      int at = find(key, bucket);
      long debt = Math.max(0, at < 0 ? 0 : debtEnds[at] - now) + interval;
      if (debt <= capacity) {
        set(at < 0 ? leastDebt(bucket, now) : at, key, now + debt);
      }
      return debt;
    }
  }

  /** Sets the debt of a key to that of a counter elsewhere. */
  void follow(long key, long debt, long now) {
    int bucket = bucket(key);
    synchronized (locks[bucket & LOCKS - 1]) {
      int at = find(key, bucket);
      set(at < 0 ? leastDebt(bucket, now) : at, key, now + debt);
    }
  }

  /** Takes a counted request back. */
  void giveBack(long key, long interval) {
    int bucket = bucket(key);
    synchronized (locks[bucket & LOCKS - 1]) {
      int at = find(key, bucket);
      if (at >= 0) {
        debtEnds[at] -= interval;
      }
    }
  }

  /** Returns the number of counters that were dropped while they had a debt. */
  long dropped() {
    return dropped.sum();
  }

  private void set(int slot, long key, long debtEnd) {
    keys[slot] = key;
    debtEnds[slot] = debtEnd;
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

  private int leastDebt(int bucket, long now) {
    int first = bucket * BUCKET;
    int least = first;
    for (int at = first + 1; at < first + BUCKET; at++) {
      if (debtEnds[at] < debtEnds[least]) {
        least = at;
      }
    }
    if (debtEnds[least] > now) {
      dropped.increment();
    }
    return least;
  }
}
