package dev.sluice.common.settle;

import java.util.Map;
import java.util.Set;

/** The counts since the last drain, and the further keys whose totals are needed. */
public record DrainedCounts<K>(Map<K, Long> counts, Set<K> asked) {
  public DrainedCounts {
    counts = Map.copyOf(counts);
    asked = Set.copyOf(asked);
  }
}
