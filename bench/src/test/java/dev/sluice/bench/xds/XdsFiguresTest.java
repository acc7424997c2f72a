package dev.sluice.bench.xds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection.ReportCell;
import dev.sluice.bench.load.MeasuredValues;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class XdsFiguresTest {
  private final BenchReport report =
      new BenchReport(new PrintStream(OutputStream.nullOutputStream()));
  private final XdsFigures figures = new XdsFigures(report);

  @Test
  void report_twoSizes_haveRatio() {
    add(1_000, 2_000_000);
    add(10_000, 3_000_000);
    figures.report();
    String row = XdsFigures.TO_SERVED + " p50";
    assertEquals(2.0, median("changes", row, "1,000 routes"));
    assertEquals(1.5, median("ratios of medians", row, "10,000 routes ÷ 1,000 routes"));
  }

  private void add(int routes, long nanos) {
    var values = new MeasuredValues();
    values.add(nanos);
    XdsFigures.Column column = figures.column(routes);
    column.table("changes");
    column.addMillis(XdsFigures.TO_SERVED, values);
  }

  private double median(String section, String row, String column) {
    Optional<ReportCell> cell = report.figure(section, row, column);
    return cell.orElseThrow().median();
  }
}
