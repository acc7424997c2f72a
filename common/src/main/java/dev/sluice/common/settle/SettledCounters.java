package dev.sluice.common.settle;

import java.util.List;
import java.util.Map;

/**
 * The counters whose counts are settled.
 *
 * @param <K> the key of a count
 * @param <T> the total of a key over all servers
 */
public interface SettledCounters<K, T> {
  /** Takes the counts that are in no batch yet. */
  DrainedCounts<K> drain();

  /** Handles that the counts of a drain are part of the unsettled counts. */
  void added(DrainedCounts<K> drained);

  /** Adds counts that an earlier process could not settle. */
  void restore(Map<K, Long> counts);

  /** Applies totals that include the counts of a batch. */
  void settle(CountBatch<K> batch, List<T> totals);

  /** Returns and clears whether totals of other servers may soon decide. */
  boolean takeNear();

  /** Returns the sum of the counts that are in no batch yet. */
  long undrained();
}
