package dev.sluice.controller.store.entity;

import java.util.List;

/** What a reader of the change feed learns at once. */
public sealed interface ChangeBatch {
  /** These rows changed, in the order in which they did. */
  record ChangedRows(List<ChangedRow> rows) implements ChangeBatch {
    public ChangedRows {
      rows = List.copyOf(rows);
    }
  }

  /** Anything may have changed: at the start, after a long absence, after very many changes. */
  record FullReload(String why) implements ChangeBatch {}

  /** One row, by the columns of its primary key with slashes between them; {@code *} is all. */
  record ChangedRow(String table, String pk) {}
}
