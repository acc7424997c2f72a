package dev.sluice.controller.store.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reader of the rows of a resource as JSON objects. */
final class RowReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final DSLContext db;
  private final ManagementScope scope;

  RowReader(DSLContext db, ManagementScope scope) {
    this.db = db;
    this.scope = scope;
  }

  List<ObjectNode> list(ResourceTable table, RowQuery query, RowQuery.PageRequest page) {
    Field<?> sort = TableColumns.column(table.table(), page.sort());
    Field<UUID> id = id(table.table());
    Condition where = condition(table, query);
    if (page.after().isPresent()) {
      where = where.and(after(sort, id, page, page.after().get()));
    }
    List<SortField<?>> order =
        page.descending() ? List.of(sort.desc(), id.desc()) : List.of(sort.asc(), id.asc());
    return objects(
        DSL.select(fields(table))
            .from(TableColumns.table(table.table()))
            .where(where)
            .orderBy(order)
            .limit(page.limit() + 1));
  }

  private static <T> Condition after(
      Field<T> sort, Field<UUID> id, RowQuery.PageRequest page, RowQuery.PagePosition last) {
    Field<T> value = TableColumns.typed(sort, last.value());
    Field<UUID> lastId = TableColumns.typed(id, last.id());
    return page.descending()
        ? DSL.row(sort, id).lt(value, lastId)
        : DSL.row(sort, id).gt(value, lastId);
  }

  Optional<ObjectNode> find(ResourceTable table, String id, RowQuery query) {
    if (!isId(id)) {
      return Optional.empty();
    }
    return objects(
            DSL.select(fields(table))
                .from(TableColumns.table(table.table()))
                .where(condition(table, query).and(id(table.table()).eq(UUID.fromString(id)))))
        .stream()
        .findFirst();
  }

  /** Returns whether the scope sees the row that a reference names. */
  boolean exists(ResourceTable.RowReference reference, String id, ObjectNode from) {
    if (!isId(id)) {
      return false;
    }
    Condition where = id(reference.table()).eq(UUID.fromString(id));
    for (Map.Entry<String, String> same : reference.same().entrySet()) {
      JsonNode own = from.path(same.getKey());
      where =
          where.and(
              own.isString()
                  ? TableColumns.equal(reference.table(), same.getValue(), own.asString())
                  : DSL.falseCondition());
    }
    return db.fetchExists(TableColumns.table(reference.table()), where);
  }

  /** Returns whether a text is the id of a row, in the one form that is shown. */
  boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<ObjectNode> objects(Select<?> rows) {
    return db.fetch("select to_jsonb(r) as value from ({0}) r", rows).stream()
        .map(row -> object(row.get(0, JSONB.class)))
        .toList();
  }

  static ObjectNode object(JSONB json) {
    return (ObjectNode) JSON.readTree(json.data());
  }

  private Condition condition(ResourceTable table, RowQuery query) {
    List<Condition> all = new ArrayList<>();
    // Beside the policies of the tables, so that offers of other tenants are not among own rows.
    if (!scope.customer()) {
      table
          .tenant()
          .flatMap(column ->
              scope.tenant().map(own -> TableColumns.equal(table.table(), column, own.toString())))
          .ifPresent(all::add);
    }
    query
        .equal()
        .forEach((column, value) -> all.add(TableColumns.equal(table.table(), column, value)));
    if (!query.anyOf().isEmpty()) {
      all.add(DSL.or(query.anyOf().stream().map(limit -> condition(table, limit)).toList()));
    }
    return DSL.and(all);
  }

  private static Condition condition(ResourceTable table, RowQuery.RowLimit limit) {
    List<Condition> all = new ArrayList<>();
    limit.columns().forEach((column, values) -> all.add(anyOf(table, column, values)));
    return DSL.and(all);
  }

  private static Condition anyOf(ResourceTable table, String column, Set<String> values) {
    return DSL.or(
        values.stream().map(value -> TableColumns.equal(table.table(), column, value)).toList());
  }

  private static List<SelectFieldOrAsterisk> fields(ResourceTable table) {
    List<SelectFieldOrAsterisk> fields = new ArrayList<>();
    fields.addAll(TableColumns.columns(table.table(), table.shown()));
    table.children().forEach(child -> fields.add(children(table, child)));
    return fields;
  }

  private static Field<JSONB> children(ResourceTable table, ResourceTable.ChildTable child) {
    Table<?> rows = TableColumns.table(child.table());
    List<Field<?>> columns = TableColumns.columns(child.table(), child.columns());
    Select<? extends Record> entries =
        DSL.select(columns)
            .from(rows)
            .where(
                DSL.condition(
                    "{0} = {1}",
                    TableColumns.column(child.table(), child.parent()), id(table.table())))
            .orderBy(TableColumns.column(child.table(), child.order()));
    Field<?> entry =
        child.isPlain()
            ? DSL.field("c.{0}", JSONB.class, DSL.name(child.columns().getFirst()))
            : DSL.field("to_jsonb(c)", JSONB.class);
    return DSL.field(
            "(select coalesce(jsonb_agg({0}), '[]'::jsonb) from ({1}) c)",
            JSONB.class, entry, entries)
        .as(child.member());
  }

  private static Field<UUID> id(String table) {
    return TableColumns.column(table, "id").cast(UUID.class);
  }
}
