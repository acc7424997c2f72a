package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.EntityKey;
import java.util.Collection;
import java.util.List;

/** A change of the domain entities between two reads of the database. */
public sealed interface DomainChange {
  /** A complete read: entities that are not in it no longer exist. */
  record FullSnapshot(Collection<DomainEntity> entities) implements DomainChange {
    public FullSnapshot {
      entities = List.copyOf(entities);
    }
  }

  /**
   * A partial read: entities that are new or changed, and keys of entities that no longer exist.
   */
  record Incremental(Collection<DomainEntity> present, Collection<EntityKey> absent)
      implements DomainChange {
    public Incremental {
      present = List.copyOf(present);
      absent = List.copyOf(absent);
    }
  }
}
