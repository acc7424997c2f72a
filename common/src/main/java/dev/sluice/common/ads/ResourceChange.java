package dev.sluice.common.ads;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one answer of the controller changes: resources that are new or different, by name, and the
 * names of those that are gone. No name is in both.
 */
public record ResourceChange<T>(Map<String, T> changed, Set<String> removed) {
  /** Keeps copies; what was changed stays in the order in which it came. */
  public ResourceChange {
    changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
    removed = Set.copyOf(removed);
  }

  /** True when nothing is new, different or gone. */
  public boolean isEmpty() {
    return changed.isEmpty() && removed.isEmpty();
  }
}
