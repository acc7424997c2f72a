package dev.sluice.common.tier;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compiled form of policies/tiers.yaml.
 *
 * @param tiers the limits of each tier, by their keys in the file; one that is absent is no limit
 */
public record TierPolicy(Map<String, Map<String, Long>> tiers) {
  /** A policy without tiers. */
  public static final TierPolicy NONE = new TierPolicy(Map.of());

  public TierPolicy {
    Map<String, Map<String, Long>> copy = new TreeMap<>();
    tiers.forEach(
        (tier, limits) -> copy.put(tier, Collections.unmodifiableMap(new TreeMap<>(limits))));
    tiers = Collections.unmodifiableMap(copy);
  }
}
