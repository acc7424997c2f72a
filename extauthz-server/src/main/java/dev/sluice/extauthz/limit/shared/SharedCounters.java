package dev.sluice.extauthz.limit.shared;

import java.util.concurrent.CompletionStage;

/** The counters that all replicas share. */
interface SharedCounters extends AutoCloseable {
  /**
   * Counts a request unless its debt would exceed the capacity, and returns the debt with it. All
   * times are in microseconds.
   *
   * @param interval the time that a request adds
   * @param capacity the largest debt
   */
  CompletionStage<Long> take(String key, long interval, long capacity);

  /** Takes a counted request back. */
  CompletionStage<Long> giveBack(String key, long interval);

  @Override
  void close();
}
