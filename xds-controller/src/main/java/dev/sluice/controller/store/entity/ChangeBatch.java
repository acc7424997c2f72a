package dev.sluice.controller.store.entity;

import java.util.List;

/** A batch of the change feed. */
public sealed interface ChangeBatch {
  /** A batch of changed rows in the order of their changes. */
  record ChangedRows(List<ChangedRow> rows) implements ChangeBatch {
    public ChangedRows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A request to read all rows: at the start, after a long disconnection or after very many
   * changes.
   */
  record FullReload(String why) implements ChangeBatch {}

  /**
   * A changed row with the columns of its primary key, separated by slashes; {@code *} means all
   * rows.
   */
  record ChangedRow(String table, String pk) {}
}
