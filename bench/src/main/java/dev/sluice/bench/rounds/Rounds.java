package dev.sluice.bench.rounds;

import dev.sluice.bench.report.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What each contender gave, round after round. They are compared within a round, for the machine
 * may have become another by the next.
 */
public final class Rounds<V extends Enum<V> & Contender, W> {
  private final Map<V, List<W>> windows = new TreeMap<>();

  /** Measures all of them so many times over, each round beginning with another of them. */
  public static <V extends Enum<V> & Contender, W> Rounds<V, W> measure(
      List<V> contenders, int count, Function<V, W> measure) {
    var rounds = new Rounds<V, W>();
    List<V> order = new ArrayList<>(contenders);
    for (int i = 0; i < count; i++) {
      for (V contender : order) {
        rounds
            .windows
            .computeIfAbsent(contender, v -> new ArrayList<>())
            .add(measure.apply(contender));
      }
      Collections.rotate(order, -1);
    }
    return rounds;
  }

  List<V> contenders() {
    return List.copyOf(windows.keySet());
  }

  Cell of(V contender, ToDoubleFunction<W> figure) {
    return Cell.of(windows(contender).stream().map(figure::applyAsDouble).toList());
  }

  Cell ratio(V contender, V base, ToDoubleFunction<W> figure) {
    return compare(contender, base, figure, (value, floor) -> value / floor);
  }

  Cell difference(V contender, V base, ToDoubleFunction<W> figure) {
    return compare(contender, base, figure, (value, floor) -> value - floor);
  }

  /** What one has beyond a second, by what a third has. */
  Cell added(V contender, V base, V floor, ToDoubleFunction<W> figure) {
    List<Double> differences = difference(contender, base, figure).rounds();
    List<Double> floors = of(floor, figure).rounds();
    return Cell.of(
        IntStream.range(0, differences.size())
            .mapToObj(i -> differences.get(i) / floors.get(i))
            .toList());
  }

  private interface Comparison {
    double of(double value, double base);
  }

  private Cell compare(V contender, V base, ToDoubleFunction<W> figure, Comparison comparison) {
    List<W> values = windows(contender);
    List<W> bases = windows(base);
    return Cell.of(
        IntStream.range(0, values.size())
            .mapToObj(i ->
                comparison.of(
                    figure.applyAsDouble(values.get(i)), figure.applyAsDouble(bases.get(i))))
            .toList());
  }

  private List<W> windows(V contender) {
    return windows.getOrDefault(contender, List.of());
  }
}
