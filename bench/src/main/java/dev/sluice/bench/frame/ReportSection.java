package dev.sluice.bench.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

  /** A figure of each variant that has it. */
  public record ReportRow(String name, Map<String, ReportCell> cells) {
    private static final double FOUR_DECIMALS_BELOW = 0.1;
    private static final double TWO_DECIMALS_BELOW = 10;
    private static final double NO_DECIMALS_FROM = 100;

    public ReportRow {
      cells = new LinkedHashMap<>(cells);
    }

    /** Returns the figure of a variant as text, empty if it has none. */
    String text(String variant) {
      ReportCell cell = cells.get(variant);
      return cell == null ? "" : number(cell.median());
    }

    static String number(double value) {
      double size = Math.abs(value);
      String format =
          size != 0 && size < FOUR_DECIMALS_BELOW
              ? "%.4f"
              : size < TWO_DECIMALS_BELOW ? "%.2f" : size < NO_DECIMALS_FROM ? "%.1f" : "%,.0f";
      return String.format(Locale.ROOT, format, value);
    }
  }

  /**
   * A figure of one variant.
   *
   * @param median the middle value of the rounds, or the mean of the two middle values; 0 if there
   *     is none
   */
  public record ReportCell(double median, List<Double> rounds) {

    public ReportCell {
      rounds = List.copyOf(rounds);
    }

    public static ReportCell of(List<Double> rounds) {
      List<Double> sorted = rounds.stream().sorted().toList();
      int size = sorted.size();
      double median = size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
      return new ReportCell(median, rounds);
    }
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
