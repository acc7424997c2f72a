package dev.sluice.controller.store;

import java.util.List;

/** What a reader of the change feed learns at once. */
public sealed interface ChangeBatch {
  /** These rows changed, in the order in which they did. */
  record Rows(List<Row> rows) implements ChangeBatch {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** Anything may have changed: at the start, after a long absence, after very many changes. */
  record Everything(String why) implements ChangeBatch {}

  /** One row, by the columns of its primary key with slashes between them; {@code *} is all. */
  record Row(String table, String pk) {}
}
