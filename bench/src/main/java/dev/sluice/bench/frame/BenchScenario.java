package dev.sluice.bench.frame;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A question that is asked of all variants in the same way.
 *
 * @param <W> the result of one window of traffic
 * @param title the name of its section in the report
 * @param onlyOnce whether there is one round, however many the user asked for
 * @param warmUpCost the cost of one operation, which falls while a JVM warms up; null if the
 *     variants are warm already
 */
public record BenchScenario<V extends BenchVariant, W>(
    String title,
    List<V> variants,
    WindowMeasurement<V, W> measurement,
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
      WindowMeasurement<V, W> measurement,
      List<FigureRow<V, W>> rows) {
    this(title, variants, measurement, rows, false, null);
  }

  /** A measurement of one window of traffic to one variant. */
  public interface WindowMeasurement<V, W> {
    W measure(V variant, Duration time);
  }

  /** Returns this scenario with a warm-up of each JVM before the rounds. */
  public BenchScenario<V, W> warmedUp(ToDoubleFunction<W> cost) {
    return new BenchScenario<>(title, variants, measurement, rows, onlyOnce, cost);
  }

  /** Returns this scenario with a single round. */
  public BenchScenario<V, W> once() {
    return new BenchScenario<>(title, variants, measurement, rows, true, warmUpCost);
  }
}
