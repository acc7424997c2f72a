package dev.sluice.controller.domain.model;

import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.EntityKey;
import java.util.Collection;
import java.util.List;

/** What a moment of the database has that the moment before had not. */
public sealed interface DomainChange {
  /** This is all there is; whatever else was known is gone. */
  record FullSnapshot(Collection<DomainEntity> entities) implements DomainChange {
    public FullSnapshot {
      entities = List.copyOf(entities);
    }
  }

  /** These are new or different, and those are not there or no longer count. */
  record Incremental(Collection<DomainEntity> present, Collection<EntityKey> absent)
      implements DomainChange {
    public Incremental {
      present = List.copyOf(present);
      absent = List.copyOf(absent);
    }
  }
}
