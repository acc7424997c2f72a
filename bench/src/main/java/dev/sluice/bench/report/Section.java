package dev.sluice.bench.report;

import java.util.List;
import java.util.Optional;

/** What one scenario gave. */
public record Section(String title, List<String> variants, List<Row> rows) {

  public Section {
    variants = List.copyOf(variants);
    rows = List.copyOf(rows);
  }

  Optional<Cell> cell(String row, String variant) {
    return rows.stream()
        .filter(r -> r.name().equals(row))
        .flatMap(r -> Optional.ofNullable(r.cells().get(variant)).stream())
        .findFirst();
  }
}
