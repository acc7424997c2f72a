package dev.sluice.bench.xds.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One measured thing: a single value, or percentiles. */
public record Figure(String name, String unit, Map<String, Double> values) {
  private static final String VALUE = "value";
  private static final int NAME_WIDTH = 44;

  public Figure {
    values = new LinkedHashMap<>(values);
  }

  public static Figure of(String name, String unit, double value) {
    return new Figure(name, unit, Map.of(VALUE, value));
  }

  public static Figure of(String name, String unit, Distribution values) {
    Map<String, Double> percentiles = new LinkedHashMap<>();
    percentiles.put("p50", values.percentile(0.5));
    percentiles.put("p99", values.percentile(0.99));
    percentiles.put("max", values.percentile(1));
    return new Figure(name, unit, percentiles);
  }

  /** The median, or the only value. */
  public double middle() {
    Double median = values.get("p50");
    return median != null ? median : values.getOrDefault(VALUE, 0.0);
  }

  /** A line of text. */
  String line() {
    String numbers =
        values.entrySet().stream()
            .map(entry ->
                entry.getKey().equals(VALUE)
                    ? number(entry.getValue())
                    : "%s %-9s".formatted(entry.getKey(), number(entry.getValue())))
            .collect(Collectors.joining(" "));
    return "  " + pad(name) + " " + numbers.strip() + " " + unit;
  }

  private static String pad(String text) {
    return text + " ".repeat(Math.max(0, NAME_WIDTH - text.length()));
  }

  private static String number(double value) {
    if (value != 0 && Math.abs(value) < 10) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }
}
