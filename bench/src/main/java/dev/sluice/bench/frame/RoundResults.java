package dev.sluice.bench.frame;

import dev.sluice.bench.frame.ReportSection.ReportCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The windows of all variants, round by round. Variants are compared within a round, because the
 * machine may be faster or slower in the next.
 */
public final class RoundResults<V extends BenchVariant, W> {
  private final Map<V, List<W>> windows = new LinkedHashMap<>();

  private RoundResults(List<V> variants) {
    variants.forEach(variant -> windows.put(variant, new ArrayList<>()));
  }

  /** Measures all variants in each round; each round begins with another of them. */
  public static <V extends BenchVariant, W> RoundResults<V, W> measure(
      List<V> variants, int rounds, Function<V, W> measurement) {
    var results = new RoundResults<V, W>(variants);
    List<V> order = new ArrayList<>(variants);
    for (int i = 0; i < rounds; i++) {
      for (V variant : order) {
        results.windows(variant).add(measurement.apply(variant));
      }
      Collections.rotate(order, -1);
    }
    return results;
  }

  List<V> variants() {
    return List.copyOf(windows.keySet());
  }

  ReportCell cell(V variant, ToDoubleFunction<W> figure) {
    return ReportCell.of(windows(variant).stream().map(figure::applyAsDouble).toList());
  }

  ReportCell ratio(V variant, V base, ToDoubleFunction<W> figure) {
    return combine(cell(variant, figure), cell(base, figure), (value, floor) -> value / floor);
  }

  ReportCell difference(V variant, V base, ToDoubleFunction<W> figure) {
    return combine(cell(variant, figure), cell(base, figure), (value, floor) -> value - floor);
  }

  /** Returns the difference to one variant, divided by the figure of another. */
  ReportCell relativeDifference(V variant, V base, V unit, ToDoubleFunction<W> figure) {
    return combine(
        difference(variant, base, figure), cell(unit, figure), (value, floor) -> value / floor);
  }

  private static ReportCell combine(ReportCell one, ReportCell other, DoubleBinaryOperator by) {
    return ReportCell.of(
        IntStream.range(0, one.rounds().size())
            .mapToObj(i -> by.applyAsDouble(one.rounds().get(i), other.rounds().get(i)))
            .toList());
  }

  private List<W> windows(V variant) {
    return windows.computeIfAbsent(variant, v -> new ArrayList<>());
  }
}
