package dev.sluice.controller.store.management;

import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.store.entity.ChangeBatch;
import dev.sluice.controller.store.entity.DomainReader;
import dev.sluice.controller.store.history.ChangeEvent;
import dev.sluice.controller.store.history.ChangeEventRepository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A transaction of the management API: rows as JSON objects whose members are columns. */
public final class ManagementTransaction {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ID = "id";

  private final DSLContext db;
  private final ManagementScope scope;
  private final RowReader reader;

  ManagementTransaction(DSLContext db, ManagementScope scope) {
    this.db = db;
    this.scope = scope;
    this.reader = new RowReader(db, scope);
  }

  public ManagementScope scope() {
    return scope;
  }

  /** Returns a part of a list, with one row more than its limit if there are more. */
  public List<ObjectNode> list(ResourceTable table, RowQuery query, RowQuery.PageRequest page) {
    return reader.list(table, query, page);
  }

  /** Returns the row with an id, if the scope and the query select it. */
  public Optional<ObjectNode> find(ResourceTable table, String id, RowQuery query) {
    return reader.find(table, id, query);
  }

  /** Locks a row until the end of the transaction, and returns it. */
  public Optional<ObjectNode> lock(ResourceTable table, String id, RowQuery query) {
    if (!reader.isId(id)) {
      return Optional.empty();
    }
    int found =
        db.fetch(
                "select 1 from {0} where id = {1}::uuid for update",
                DSL.name(table.table()), DSL.val(id))
            .size();
    return found == 0 ? Optional.empty() : reader.find(table, id, query);
  }

  /** Adds a row with its children, and returns its id. */
  public String insert(ResourceTable table, ObjectNode values) {
    ObjectNode row = values.deepCopy();
    table
        .tenant()
        .ifPresent(column -> scope.tenant().ifPresent(own -> row.put(column, own.toString())));
    // The row that has the id may have another name by now; the new one then gets a random id.
    String id =
        NamedIds.of(table.table(), row)
            .flatMap(named -> insertRow(table, row.deepCopy().put(ID, named)))
            .or(() -> insertRow(table, row))
            .orElseThrow();
    table.children().forEach(child -> insertChildren(child, id, row));
    return id;
  }

  /** Adds a row and returns its id; empty if another row has the id. */
  private Optional<String> insertRow(ResourceTable table, ObjectNode row) {
    return db.fetchOptional(
            "insert into {0} ({1}) select {1} from jsonb_populate_record(null::{0}, {2})"
                + " on conflict (id) do nothing returning id::text",
            DSL.name(table.table()), names(columnsOf(table, row)), json(row))
        .map(inserted -> inserted.get(0, String.class));
  }

  /** Replaces the given columns of a row, and those children that are given and differ. */
  public void update(ResourceTable table, String id, ObjectNode before, ObjectNode values) {
    List<String> columns = columnsOf(table, values);
    // Without a column of its own, the row still counts the change of a child.
    List<String> changed = columns.isEmpty() ? List.of(ID) : columns;
    ObjectNode row = values.deepCopy();
    row.put(ID, id);
    db.execute(
        "update {0} set ({1}) = (select {1} from jsonb_populate_record(null::{0}, {2}))"
            + " where id = {3}::uuid",
        DSL.name(table.table()), names(changed), json(row), DSL.val(id));
    for (ResourceTable.ChildTable child : table.children()) {
      JsonNode wanted = values.path(child.member());
      if (wanted.isArray() && !wanted.equals(before.path(child.member()))) {
        db.execute(
            "delete from {0} where {1} = {2}::uuid",
            DSL.name(child.table()), DSL.name(child.parent()), DSL.val(id));
        insertChildren(child, id, values);
      }
    }
  }

  public void delete(ResourceTable table, String id) {
    db.execute("delete from {0} where id = {1}::uuid", DSL.name(table.table()), DSL.val(id));
  }

  private void insertChildren(ResourceTable.ChildTable child, String id, ObjectNode row) {
    for (JsonNode entry : row.path(child.member()).values()) {
      ObjectNode values = JSON.createObjectNode();
      if (child.isPlain()) {
        values.set(child.columns().getFirst(), entry);
      } else {
        entry.propertyStream().forEach(member -> values.set(member.getKey(), member.getValue()));
      }
      values.put(child.parent(), id);
      db.execute(
          "insert into {0} ({1}) select {1} from jsonb_populate_record(null::{0}, {2})",
          DSL.name(child.table()), names(List.copyOf(values.propertyNames())), json(values));
    }
  }

  /** Returns the references of a row that name no row which the scope can see. */
  public List<String> missingReferences(ResourceTable table, ObjectNode row) {
    List<String> missing = new ArrayList<>();
    for (ResourceTable.RowReference reference : table.references()) {
      int slash = reference.member().indexOf('/');
      if (slash < 0) {
        addIfMissing(
            reference, row.path(reference.member()), "/" + reference.member(), row, missing);
        continue;
      }
      String list = reference.member().substring(0, slash);
      String column = reference.member().substring(slash + 1);
      JsonNode entries = row.path(list);
      for (int i = 0; i < entries.size(); i++) {
        JsonNode entry = entries.path(i);
        boolean plain = column.isEmpty();
        String pointer = "/" + list + "/" + i + (plain ? "" : "/" + column);
        addIfMissing(reference, plain ? entry : entry.path(column), pointer, row, missing);
      }
    }
    return missing;
  }

  private void addIfMissing(
      ResourceTable.RowReference reference,
      JsonNode value,
      String pointer,
      ObjectNode row,
      List<String> missing) {
    if (value.isString() && !reader.exists(reference, value.asString(), row)) {
      missing.add(pointer);
    }
  }

  DSLContext db() {
    return db;
  }

  /** Returns the first column of the first row of a query, as text. */
  Optional<String> text(String sql, Object... values) {
    return db.fetchOptional("select (" + sql + ")::text as value", values)
        .flatMap(row -> Optional.ofNullable(row.get(0, String.class)));
  }

  /** Returns the rows of a query as JSON objects. */
  public List<ObjectNode> rows(String sql, Object... values) {
    return db.fetch("select to_jsonb(r) as value from (" + sql + ") r", values).stream()
        .map(row -> RowReader.object(row.get(0, JSONB.class)))
        .toList();
  }

  /** Runs an insert statement and returns the id of the row. */
  String insertReturningId(String sql, @Nullable Object... values) {
    return db.fetchSingle(sql + " returning id::text", values).get(0, String.class);
  }

  /** Runs a statement and returns the number of changed rows. */
  public int execute(String sql, @Nullable Object... values) {
    return db.execute(sql, values);
  }

  /** Returns what the transaction has changed until now, after a check of all constraints. */
  public PendingChange pendingChange() {
    db.execute("set constraints all immediate");
    // The compiler sees the rows of all tenants.
    db.execute("set local role none");
    List<ChangeBatch.ChangedRow> changed =
        db.fetch(
                "select distinct table_name, pk from change_log where xid = pg_current_xact_id()"
                    + " order by table_name, pk")
            .map(row ->
                new ChangeBatch.ChangedRow(row.get(0, String.class), row.get(1, String.class)));
    DomainChange entities = new DomainReader(db).read(new ChangeBatch.ChangedRows(changed));
    db.execute("set local role " + ManagementDatabase.ROLE);
    Set<String> names = new LinkedHashSet<>();
    changed.forEach(row -> names.add(row.table() + "/" + row.pk()));
    return new PendingChange(entities, names);
  }

  /** Adds an event to the management audit, in this transaction. */
  public void audit(ChangeEvent event) {
    ChangeEventRepository.write(db, event);
  }

  /** Returns the columns of a row that a table has, in the order of its columns. */
  private static List<String> columnsOf(ResourceTable table, ObjectNode row) {
    Table<?> columns = TableColumns.table(table.table());
    Set<String> children = new LinkedHashSet<>();
    table.children().forEach(child -> children.add(child.member()));
    return row.propertyNames().stream()
        .filter(name -> !children.contains(name) && columns.field(name) != null)
        .toList();
  }

  private static QueryPart names(List<String> columns) {
    List<Name> quoted = columns.stream().map(DSL::name).toList();
    return DSL.list(quoted);
  }

  private static Field<JSONB> json(ObjectNode row) {
    return DSL.val(JSONB.valueOf(JSON.writeValueAsString(row)));
  }
}
