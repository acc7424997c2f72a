package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.report.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What each variant gave, round after round. Variants are compared within a round, for the machine
 * may have become another by the next.
 */
final class Rounds<W> {
  private final Map<Variant, List<W>> windows = new EnumMap<>(Variant.class);

  /** Measures all variants so many times over, each round beginning with another of them. */
  static <W> Rounds<W> measure(List<Variant> variants, int count, Function<Variant, W> measure) {
    var rounds = new Rounds<W>();
    List<Variant> order = new ArrayList<>(variants);
    for (int i = 0; i < count; i++) {
      for (Variant variant : order) {
        rounds.windows.computeIfAbsent(variant, v -> new ArrayList<>()).add(measure.apply(variant));
      }
      Collections.rotate(order, -1);
    }
    return rounds;
  }

  List<Variant> variants() {
    return List.copyOf(windows.keySet());
  }

  Cell of(Variant variant, ToDoubleFunction<W> figure) {
    return Cell.of(windows(variant).stream().map(figure::applyAsDouble).toList());
  }

  Cell ratio(Variant variant, Variant base, ToDoubleFunction<W> figure) {
    return compare(variant, base, figure, (value, floor) -> value / floor);
  }

  Cell difference(Variant variant, Variant base, ToDoubleFunction<W> figure) {
    return compare(variant, base, figure, (value, floor) -> value - floor);
  }

  private interface Comparison {
    double of(double value, double base);
  }

  private Cell compare(
      Variant variant, Variant base, ToDoubleFunction<W> figure, Comparison comparison) {
    List<W> values = windows(variant);
    List<W> bases = windows(base);
    return Cell.of(
        IntStream.range(0, values.size())
            .mapToObj(i ->
                comparison.of(
                    figure.applyAsDouble(values.get(i)), figure.applyAsDouble(bases.get(i))))
            .toList());
  }

  private List<W> windows(Variant variant) {
    return windows.getOrDefault(variant, List.of());
  }
}
