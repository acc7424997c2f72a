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
 * Which rows a repository reads: all, or those with certain ids, whether they exist or not. The
 * queries of the second kind are made and prepared once, for they come with every change.
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

  /** None at first; good for one connection. */
  static RowSelection none() {
    return new RowSelection(Optional.of(new UUID[0]));
  }

  RowSelection withIds(Collection<UUID> some) {
    ids = Optional.of(some.toArray(UUID[]::new));
    return this;
  }

  /** Holds for rows in which that field is one of the ids. One array keeps the statement one. */
  Condition condition(Field<UUID> field) {
    return ids.map(some -> field.eq(DSL.any(DSL.param(IDS, some)))).orElseGet(DSL::noCondition);
  }

  /** That query with the ids of now; of one name it is made once. */
  @SuppressWarnings("unchecked") // Of one name there is one query, and it has one kind of record.
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
