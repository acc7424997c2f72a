package dev.sluice.bench.frame;

import dev.sluice.bench.frame.ReportSection.ReportCell;
import dev.sluice.bench.frame.ReportSection.ReportRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A row of a scenario's table, or several rows, as a function of the results of all rounds.
 *
 * @param <W> the result of one window
 */
public interface FigureRow<V extends BenchVariant, W> {

  List<ReportRow> of(RoundResults<V, W> results);

  /** Returns the name of a row that divides by the figure of another variant. */
  static String times(BenchVariant base) {
    return "× " + base.title();
  }

  /** Shows a figure of all variants. */
  static <V extends BenchVariant, W> FigureRow<V, W> figure(
      String name, ToDoubleFunction<W> figure) {
    return figure(name, variant -> true, figure);
  }

  /** Shows a figure of some variants. */
  static <V extends BenchVariant, W> FigureRow<V, W> figure(
      String name, Predicate<V> of, ToDoubleFunction<W> figure) {
    return results -> row(name, results, of, variant -> results.cell(variant, figure));
  }

  /** Shows the figure divided by that of each variant that precedes, one row for each divisor. */
  static <V extends BenchVariant, W> FigureRow<V, W> ratios(ToDoubleFunction<W> figure) {
    return results ->
        results.variants().stream()
            .limit(Math.max(0, results.variants().size() - 1))
            .flatMap(base -> ratio(times(base), base, figure).of(results).stream())
            .toList();
  }

  /** Shows the figure divided by that of one variant, for the variants that follow it. */
  static <V extends BenchVariant, W> FigureRow<V, W> ratio(
      String name, V base, ToDoubleFunction<W> figure) {
    return results -> {
      List<V> variants = results.variants();
      int at = variants.indexOf(base);
      return at < 0
          ? List.of()
          : row(
              name,
              results,
              variant -> variants.indexOf(variant) > at,
              variant -> results.ratio(variant, base, figure));
    };
  }

  /** Shows the difference to one variant. */
  static <V extends BenchVariant, W> FigureRow<V, W> added(
      V base, String name, ToDoubleFunction<W> figure) {
    return added(base, variant -> !variant.equals(base), name, figure);
  }

  /** Shows the difference of some variants to another. */
  static <V extends BenchVariant, W> FigureRow<V, W> added(
      V base, Predicate<V> of, String name, ToDoubleFunction<W> figure) {
    return results -> row(name, results, of, variant -> results.difference(variant, base, figure));
  }

  /** Shows the difference of some variants to another, divided by the figure of a third. */
  static <V extends BenchVariant, W> FigureRow<V, W> addedBy(
      V base, V unit, Predicate<V> of, String name, ToDoubleFunction<W> figure) {
    return results ->
        row(name, results, of, variant -> results.relativeDifference(variant, base, unit, figure));
  }

  private static <V extends BenchVariant, W> List<ReportRow> row(
      String name, RoundResults<V, W> results, Predicate<V> of, Function<V, ReportCell> cell) {
    Map<String, ReportCell> cells = new LinkedHashMap<>();
    results.variants().stream()
        .filter(of)
        .forEach(variant -> cells.put(variant.title(), cell.apply(variant)));
    return List.of(new ReportRow(name, cells));
  }
}
