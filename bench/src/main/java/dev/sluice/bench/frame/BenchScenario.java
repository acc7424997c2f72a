package dev.sluice.bench.frame;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A measurement that is made in the same way on all variants.
 *
 * @param <W> the result of one window of traffic
 * @param title the name of its section in the report
 * @param measurement a measurement of one window of traffic to one variant
 * @param onlyOnce true for one round, regardless of the user's option
 * @param warmUpCost the cost of one operation, which decreases during a warm-up; null if the
 *     variants are warm already
 */
public record BenchScenario<V extends BenchVariant, W>(
    String title,
    List<V> variants,
    BiFunction<V, Duration, W> measurement,
    List<FigureRow<V, W>> rows,
    boolean onlyOnce,
    @Nullable ToDoubleFunction<W> warmUpCost) {

  public BenchScenario {
    variants = List.copyOf(variants);
    rows = List.copyOf(rows);
  }

  public BenchScenario(
      String title,
      List<V> variants,
      BiFunction<V, Duration, W> measurement,
      List<FigureRow<V, W>> rows) {
    this(title, variants, measurement, rows, false, null);
  }

  /** Returns a copy of this scenario with a warm-up of each JVM before the rounds. */
  public BenchScenario<V, W> warmedUp(ToDoubleFunction<W> cost) {
    return new BenchScenario<>(title, variants, measurement, rows, onlyOnce, cost);
  }

  /** Returns a copy of this scenario with a single round. */
  public BenchScenario<V, W> once() {
    return new BenchScenario<>(title, variants, measurement, rows, true, warmUpCost);
  }
}
