package dev.sluice.bench.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One measured thing, of each variant of which it makes sense. */
public record Row(String name, Map<String, Cell> cells) {
  private static final double EXACT_BELOW = 10;
  private static final double ROUNDED_FROM = 100;

  public Row {
    cells = new LinkedHashMap<>(cells);
  }

  /** The cell of a variant as text, empty where there is none. */
  String text(String variant) {
    Cell cell = cells.get(variant);
    return cell == null ? "" : number(cell.median());
  }

  static String number(double value) {
    double size = Math.abs(value);
    String format = size < EXACT_BELOW ? "%.2f" : size < ROUNDED_FROM ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
