package dev.sluice.controller.compile.object;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A schedule of objects that must be compiled again at a time. */
public final class RecompileSchedule {
  private final NavigableMap<Instant, Set<String>> byTime = new TreeMap<>();
  private final Map<String, Instant> times = new HashMap<>();

  /** Schedules an object in place of its earlier time; {@link Instant#MAX} is never. */
  public void schedule(String id, Instant time) {
    Instant before = time.equals(Instant.MAX) ? times.remove(id) : times.put(id, time);
    if (before != null) {
      Set<String> ids = byTime.getOrDefault(before, Set.of());
      ids.remove(id);
      if (ids.isEmpty()) {
        byTime.remove(before);
      }
    }
    if (!time.equals(Instant.MAX)) {
      byTime.computeIfAbsent(time, t -> new HashSet<>()).add(id);
    }
  }

  /** Returns whether an object is due. */
  public boolean isDue(Instant now) {
    return !byTime.isEmpty() && !now.isBefore(byTime.firstKey());
  }

  /** Returns the objects that are due. */
  public Set<String> takeDue(Instant now) {
    Set<String> due = new HashSet<>();
    byTime.headMap(now, true).values().forEach(due::addAll);
    return due;
  }
}
