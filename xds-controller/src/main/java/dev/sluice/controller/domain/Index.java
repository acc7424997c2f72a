package dev.sluice.controller.domain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The ids of the entities of one type, by something that they name. */
final class Index<E extends Entity> {
  private final Class<E> type;
  private final Function<E, Collection<String>> named;
  private final Map<String, Set<String>> ids = new HashMap<>();

  Index(Class<E> type, Function<E, Collection<String>> named) {
    this.type = type;
    this.named = named;
  }

  void add(Entity entity) {
    if (type.isInstance(entity)) {
      for (String key : named.apply(type.cast(entity))) {
        ids.computeIfAbsent(key, k -> new TreeSet<>()).add(entity.id());
      }
    }
  }

  void remove(Entity entity) {
    if (type.isInstance(entity)) {
      for (String key : named.apply(type.cast(entity))) {
        Set<String> left = ids.getOrDefault(key, Set.of());
        left.remove(entity.id());
        if (left.isEmpty()) {
          ids.remove(key);
        }
      }
    }
  }

  /** In the order of the ids. */
  Set<String> of(String key) {
    return ids.getOrDefault(key, Set.of());
  }
}
