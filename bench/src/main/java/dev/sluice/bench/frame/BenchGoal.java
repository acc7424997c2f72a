package dev.sluice.bench.frame;

import dev.sluice.bench.process.TextTemplate;
import java.util.List;

/**
 * A bound on a figure of the report.
 *
 * @param section the title of the figure's section
 * @param row the name of its row
 * @param variant the name of its column
 * @param atLeast true if a larger figure is better
 * @param required the bound that must be met
 * @param reach the better bound that should be reached
 */
public record BenchGoal(
    String section, String row, String variant, boolean atLeast, double required, double reach) {
  private static final String AT_LEAST = ">=";

  /** The result of a comparison with both bounds. */
  enum State {
    reached,
    met,
    missed
  }

  /** Reads {@code goals.txt} next to a class: one goal per line, its parts separated by bars. */
  public static List<BenchGoal> read(Class<?> neighbour) {
    return TextTemplate.read(neighbour, "goals.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(BenchGoal::parse)
        .toList();
  }

  static BenchGoal parse(String line) {
    List<String> parts = List.of(line.split("\\s*\\|\\s*"));
    String bound = parts.get(3);
    return new BenchGoal(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        bound.startsWith(AT_LEAST),
        Double.parseDouble(bound.substring(AT_LEAST.length())),
        Double.parseDouble(parts.get(4)));
  }

  State state(double value) {
    if (keeps(value, reach)) {
      return State.reached;
    }
    return keeps(value, required) ? State.met : State.missed;
  }

  private boolean keeps(double value, double bound) {
    return atLeast ? value >= bound : value <= bound;
  }
}
