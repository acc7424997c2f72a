package dev.sluice.bench.xds;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.frame.ReportSection.ReportCell;
import dev.sluice.bench.load.MeasuredValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a run: a column for each size, and the ratios between the sizes. */
final class XdsFigures {
  static final String TO_RESPONSE = "change to response, one node, ms";
  static final String TO_SERVED = "COMMIT to served, ms";
  static final String CPU = "server CPU per change, ms";
  private static final String P50 = " p50";
  private static final double NANOS_PER_MILLI = 1e6;

  private static final List<String> COMPARED = List.of(TO_SERVED + P50, TO_RESPONSE + P50, CPU);

  private final BenchReport report;
  private final Map<String, ReportSection.Builder> tables = new LinkedHashMap<>();
  private final List<Column> columns = new ArrayList<>();

  XdsFigures(BenchReport report) {
    this.report = report;
  }

  /** Returns the column of a size. */
  Column column(int routes) {
    var column = new Column(routes);
    columns.add(column);
    return column;
  }

  /** Adds all tables and the ratios to the report. */
  void report() {
    tables.values().forEach(table -> report.add(table.build()));
    var ratios = new ReportSection.Builder("ratios of medians");
    for (int i = 1; i < columns.size(); i++) {
      Column base = columns.get(i - 1);
      Column column = columns.get(i);
      for (String row : COMPARED) {
        double ratio = figure(row, column) / figure(row, base);
        if (Double.isFinite(ratio)) {
          ratios.add(row, column.title() + " ÷ " + base.title(), ratio);
        }
      }
    }
    if (!ratios.isEmpty()) {
      report.add(ratios.build());
    }
  }

  /** Returns a figure of a column; NaN if it was not added. */
  private double figure(String row, Column column) {
    return tables.values().stream()
        .flatMap(table -> table.build().cell(row, column.title()).stream())
        .mapToDouble(ReportCell::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A column for one size, in all tables. */
  final class Column {
    private final int routes;
    private String table = "";

    private Column(int routes) {
      this.routes = routes;
    }

    String title() {
      return "%,d routes".formatted(routes);
    }

    /** Starts a table, or continues the table of another column. */
    void table(String title) {
      table = title;
      report.progress(title() + ": " + title);
    }

    void add(String row, double value) {
      tables.computeIfAbsent(table, ReportSection.Builder::new).add(row, title(), value);
    }

    void addMillis(String row, long nanos) {
      add(row, nanos / NANOS_PER_MILLI);
    }

    /** Adds the percentiles of nanoseconds, in milliseconds. */
    void addMillis(String row, MeasuredValues nanos) {
      add(row + P50, nanos.millis(0.5));
      add(row + " p99", nanos.millis(0.99));
      add(row + " max", nanos.millis(1));
    }

    void check(String name, boolean passed, String detail) {
      report.check(title() + ", " + table + ": " + name, passed, detail);
    }
  }
}
