package dev.sluice.controller.api.console.view;

import java.util.List;
import java.util.Optional;

/**
 * A table with a caption, whose first column names each row.
 *
 * @param next the link to the rows that follow
 */
public record PageTable(
    String caption, List<String> columns, List<List<PageCell>> rows, Optional<ConsoleLink> next) {
  public PageTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  public PageTable(String caption, List<String> columns, List<List<PageCell>> rows) {
    this(caption, columns, rows, Optional.empty());
  }
}
