package dev.sluice.bench.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of one scenario. */
public record ReportSection(String title, List<String> variants, List<ReportRow> rows) {

  public ReportSection {
    variants = List.copyOf(variants);
    rows = List.copyOf(rows);
  }

  /** Returns the figure of a variant, if it was measured. */
  public Optional<ReportCell> cell(String row, String variant) {
    return rows.stream()
        .filter(r -> r.name().equals(row))
        .flatMap(r -> Optional.ofNullable(r.cells().get(variant)).stream())
        .findFirst();
  }

  /** A table that is filled figure by figure. */
  public static final class Builder {
    private final String title;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Map<String, ReportCell>> rows = new LinkedHashMap<>();

    public Builder(String title) {
      this.title = title;
    }

    public Builder add(String row, String column, double value) {
      return add(row, column, List.of(value));
    }

    /** Adds a figure of several rounds. */
    public Builder add(String row, String column, List<Double> rounds) {
      columns.add(column);
      rows.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(column, ReportCell.of(rounds));
      return this;
    }

    public boolean isEmpty() {
      return rows.isEmpty();
    }

    public ReportSection build() {
      List<ReportRow> all = new ArrayList<>();
      rows.forEach((name, cells) -> all.add(new ReportRow(name, cells)));
      return new ReportSection(title, List.copyOf(columns), all);
    }
  }
}
