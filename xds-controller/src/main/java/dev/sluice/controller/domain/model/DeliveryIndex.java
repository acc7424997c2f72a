package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.PolicyServerEntity;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An index of the policy server entities by the id of what they are delivered with. */
final class DeliveryIndex {
  /** The key of the entities that every cluster receives. */
  static final String EVERY_CLUSTER = "";

  private final Map<String, SortedMap<String, PolicyServerEntity>> byId = new HashMap<>();

  void add(DomainEntity entity) {
    if (entity instanceof PolicyServerEntity delivered) {
      byId.computeIfAbsent(key(delivered), id -> new TreeMap<>())
          .put(delivered.object(), delivered);
    }
  }

  void remove(DomainEntity entity) {
    if (entity instanceof PolicyServerEntity delivered) {
      byId.computeIfPresent(
          key(delivered),
          (id, entities) -> {
            entities.remove(delivered.object());
            return entities.isEmpty() ? null : entities;
          });
    }
  }

  private static String key(PolicyServerEntity entity) {
    return entity.deliveredWith().orElse(EVERY_CLUSTER);
  }

  /** Returns the entities with a key, ordered by table and id. */
  Collection<PolicyServerEntity> entities(String key) {
    SortedMap<String, PolicyServerEntity> entities = byId.get(key);
    return entities == null ? List.of() : entities.values();
  }
}
