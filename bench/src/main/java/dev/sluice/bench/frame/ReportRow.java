package dev.sluice.bench.frame;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One figure of each variant that has it. */
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
