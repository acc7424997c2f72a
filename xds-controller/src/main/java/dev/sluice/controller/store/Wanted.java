package dev.sluice.controller.store;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Which rows a repository reads: all, or those with certain ids, whether they exist or not. */
final class Wanted {
  private final Optional<UUID[]> ids;

  private Wanted(Optional<UUID[]> ids) {
    this.ids = ids;
  }

  static Wanted all() {
    return new Wanted(Optional.empty());
  }

  static Wanted of(Collection<UUID> ids) {
    return new Wanted(Optional.of(ids.toArray(UUID[]::new)));
  }

  /** Holds for rows in which that field is one of the ids. One array keeps the statement one. */
  Condition by(Field<UUID> field) {
    return ids.map(some -> field.eq(DSL.any(some))).orElseGet(DSL::noCondition);
  }
}
