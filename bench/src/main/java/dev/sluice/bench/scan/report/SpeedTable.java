package dev.sluice.bench.scan.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The speeds on one text, and the same as ratios to two of its rows. */
final class SpeedTable {
  private static final String NAME = "  %-24s";
  private static final String CELL = " %9s";

  private final TextSpeeds speeds;
  private final String floor;
  private final String ours;

  /** Engines are compared with {@code floor} and with {@code ours}, where they were measured. */
  SpeedTable(TextSpeeds speeds, String floor, String ours) {
    this.speeds = speeds;
    this.floor = floor;
    this.ours = ours;
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%n%s: %,d bytes, %.0f %% of them Hangul%n",
        speeds.text(),
        speeds.bytes(),
        100 * speeds.korean());
    block(out, "MB/s by piece", (engine, piece) -> speeds.speed(engine, piece));
    block(out, "÷ " + floor, (engine, piece) -> ratio(engine, floor, piece));
    block(out, ours + " ÷ it", (engine, piece) -> ratio(ours, engine, piece));
  }

  private interface Values {
    OptionalDouble at(String engine, int piece);
  }

  private void block(PrintStream out, String title, Values values) {
    List<Integer> pieces = speeds.pieces().isEmpty() ? List.of(0) : speeds.pieces();
    boolean measured =
        speeds.engines().stream().anyMatch(e -> values.at(e, pieces.getFirst()).isPresent());
    if (!measured) {
      return;
    }
    boolean first = title.startsWith("MB/s");
    out.printf(NAME, title);
    pieces.forEach(piece -> out.printf(CELL, size(piece)));
    out.println(first ? "     found" : "");
    for (String engine : speeds.engines()) {
      out.printf(NAME, engine);
      pieces.forEach(piece -> out.printf(CELL, number(values.at(engine, piece))));
      out.println(first ? String.format("%10d", speeds.found(engine)) : "");
    }
  }

  private OptionalDouble ratio(String engine, String other, int piece) {
    OptionalDouble a = speeds.speed(engine, piece);
    OptionalDouble b = speeds.speed(other, piece);
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
        : OptionalDouble.empty();
  }

  private static String size(int piece) {
    if (piece == 0) {
      return "whole";
    }
    return piece % 1024 == 0 ? piece / 1024 + " KB" : piece + " B";
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** Three figures or more. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size < 0.1 ? "%.4f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
