package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.DomainEntity;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** An index of the entities of one type by the ids that they refer to. */
final class EntityIndex<E extends DomainEntity> {
  private final Class<E> type;
  private final Function<E, Collection<String>> named;
  private final Map<String, Set<String>> ids = new HashMap<>();

  EntityIndex(Class<E> type, Function<E, Collection<String>> named) {
    this.type = type;
    this.named = named;
  }

  void add(DomainEntity entity) {
    if (type.isInstance(entity)) {
      for (String key : named.apply(type.cast(entity))) {
        ids.computeIfAbsent(key, k -> new TreeSet<>()).add(entity.id());
      }
    }
  }

  void remove(DomainEntity entity) {
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

  /** Returns the ids of the entities with a key, in order. */
  Set<String> idsOf(String key) {
    return ids.getOrDefault(key, Set.of());
  }
}
