package dev.sluice.controller.store.entity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;

/**
 * A selection of the rows that a repository reads: all, or those with given ids. Queries by id are
 * prepared once, because they run for every change.
 */
final class RowSelection {
  private static final String IDS = "ids";
  private final Map<String, ResultQuery<?>> prepared = new HashMap<>();
  private Optional<UUID[]> ids;

  private RowSelection(Optional<UUID[]> ids) {
    this.ids = ids;
  }

  static RowSelection all() {
    return new RowSelection(Optional.empty());
  }

  /** Returns an empty selection for one connection; {@link #withIds} fills it. */
  static RowSelection none() {
    return new RowSelection(Optional.of(new UUID[0]));
  }

  RowSelection withIds(Collection<UUID> some) {
    ids = Optional.of(some.toArray(UUID[]::new));
    return this;
  }

  /**
   * Returns the condition that a field is one of the ids, as one array parameter, so that the
   * statement stays the same.
   */
  Condition condition(Field<UUID> field) {
    return ids.map(some -> field.eq(DSL.any(DSL.param(IDS, some)))).orElseGet(DSL::noCondition);
  }

  /** Returns a query with the current ids; it is prepared once per name. */
  @SuppressWarnings("unchecked") // A name always has the same query and record type.
  <R extends Record> ResultQuery<R> query(String name, Supplier<ResultQuery<R>> made) {
    if (ids.isEmpty()) {
      return made.get();
    }
    ResultQuery<R> query =
        (ResultQuery<R>) prepared.computeIfAbsent(name, n -> made.get().keepStatement(true));
    query.bind(IDS, ids.get());
    return query;
  }
}
