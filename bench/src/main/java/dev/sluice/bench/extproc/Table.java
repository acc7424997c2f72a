package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.report.Cell;
import dev.sluice.bench.extproc.report.Row;
import dev.sluice.bench.extproc.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The rows of one scenario, made of its rounds. */
final class Table<W> {
  private final String title;
  private final Rounds<W> rounds;
  private final List<Row> rows = new ArrayList<>();

  Table(String title, Rounds<W> rounds) {
    this.title = title;
    this.rounds = rounds;
  }

  /** A figure by itself. */
  Table<W> figure(String name, ToDoubleFunction<W> figure) {
    return add(name, variant -> true, variant -> rounds.of(variant, figure));
  }

  /** A figure of servers, which plain Envoy has not. */
  Table<W> ofServers(String name, ToDoubleFunction<W> figure) {
    return add(name, variant -> variant != Variant.PLAIN, variant -> rounds.of(variant, figure));
  }

  /** The figure by that of each other variant that came before. */
  Table<W> ratios(ToDoubleFunction<W> figure) {
    for (Variant base : rounds.variants()) {
      if (base != Variant.SLUICE) {
        ratio(base, figure);
      }
    }
    return this;
  }

  Table<W> ratio(Variant base, ToDoubleFunction<W> figure) {
    if (!rounds.variants().contains(base)) {
      return this;
    }
    return add(
        Names.times(base),
        variant -> variant.compareTo(base) > 0,
        variant -> rounds.ratio(variant, base, figure));
  }

  /** What the figure is beyond that of plain Envoy. */
  Table<W> added(String name, ToDoubleFunction<W> figure) {
    return add(
        name,
        variant -> variant != Variant.PLAIN,
        variant -> rounds.difference(variant, Variant.PLAIN, figure));
  }

  Section section() {
    return new Section(title, rounds.variants().stream().map(Variant::title).toList(), rows);
  }

  private Table<W> add(String name, Predicate<Variant> of, Function<Variant, Cell> cell) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Variant variant : rounds.variants()) {
      if (of.test(variant)) {
        cells.put(variant.title(), cell.apply(variant));
      }
    }
    rows.add(new Row(name, cells));
    return this;
  }
}
