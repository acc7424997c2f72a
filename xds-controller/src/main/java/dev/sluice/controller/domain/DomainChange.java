package dev.sluice.controller.domain;

import java.util.Collection;
import java.util.List;

/** What a moment of the database has that the moment before had not. */
public sealed interface DomainChange {
  /** This is all there is; whatever else was known is gone. */
  record Everything(DomainSnapshot snapshot) implements DomainChange {}

  /** These are new or different, and those are not there or no longer count. */
  record Some(Collection<Entity> present, Collection<EntityKey> absent) implements DomainChange {
    public Some {
      present = List.copyOf(present);
      absent = List.copyOf(absent);
    }
  }
}
