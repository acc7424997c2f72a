package dev.sluice.controller.store.entity;

import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.EntityKey;
import dev.sluice.controller.domain.model.DomainChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/** A reader of entities, all as one transaction sees them. */
public final class DomainReader {
  private final DSLContext db;
  private final RowSelection changedRows = RowSelection.none();

  public DomainReader(DSLContext db) {
    this.db = db;
  }

  /** Reads the entities that a batch of the change feed concerns. */
  public DomainChange read(ChangeBatch batch) {
    return switch (batch) {
      case ChangeBatch.FullReload _ -> new DomainChange.FullSnapshot(readSnapshot());
      case ChangeBatch.ChangedRows(var rows) ->
          rows.stream().anyMatch(row -> row.pk().equals("*"))
              ? new DomainChange.FullSnapshot(readSnapshot())
              : readChanged(rows);
    };
  }

  /** Reads every entity. */
  public List<DomainEntity> readSnapshot() {
    RowSelection all = RowSelection.all();
    List<DomainEntity> entities = new ArrayList<>();
    EntityTables.all().forEach(table -> entities.addAll(table.reader().read(db, all)));
    return entities;
  }

  private DomainChange readChanged(Collection<ChangeBatch.ChangedRow> rows) {
    Map<EntityTables.EntityTable, Set<UUID>> changed = new LinkedHashMap<>();
    for (ChangeBatch.ChangedRow row : rows) {
      EntityTables.byName(row.table())
          .ifPresent(table ->
              changed.computeIfAbsent(table, t -> new LinkedHashSet<>()).add(entityId(row)));
    }
    List<DomainEntity> present = new ArrayList<>();
    Set<EntityKey> absent = new LinkedHashSet<>();
    changed.forEach((table, ids) -> {
      ids.forEach(id -> absent.add(new EntityKey(table.type(), id.toString())));
      present.addAll(table.reader().read(db, changedRows.withIds(ids)));
    });
    present.forEach(entity -> absent.remove(entity.key()));
    return new DomainChange.Incremental(present, absent);
  }

  private static UUID entityId(ChangeBatch.ChangedRow row) {
    int end = row.pk().indexOf('/');
    return UUID.fromString(end < 0 ? row.pk() : row.pk().substring(0, end));
  }
}
