package dev.sluice.common.ads;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A change by one response of the controller: new or updated resources by name, and the names of
 * removed ones. No name is in both.
 */
public record ResourceChange<T>(Map<String, T> changed, Set<String> removed) {
  /** Copies both collections and keeps the order of the updated resources. */
  public ResourceChange {
    changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
    removed = Set.copyOf(removed);
  }

  /** Returns whether nothing was added, updated or removed. */
  public boolean isEmpty() {
    return changed.isEmpty() && removed.isEmpty();
  }
}
