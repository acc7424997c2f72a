package dev.sluice.extauthz.quota;

import java.util.Map;
import java.util.Set;

/** The requests since the last batch, and the further keys whose totals are needed. */
record DrainedCounts(Map<QuotaKey, Long> counts, Set<QuotaKey> asked) {
  DrainedCounts {
    counts = Map.copyOf(counts);
    asked = Set.copyOf(asked);
  }
}
