package dev.sluice.bench.rounds;

import dev.sluice.bench.report.Cell;
import dev.sluice.bench.report.Row;
import dev.sluice.bench.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The rows of one scenario, made of its rounds. */
public final class Table<V extends Enum<V> & Contender, W> {
  private final String title;
  private final Rounds<V, W> rounds;
  private final List<Row> rows = new ArrayList<>();

  public Table(String title, Rounds<V, W> rounds) {
    this.title = title;
    this.rounds = rounds;
  }

  /** How a row is called that divides by what another one gave. */
  public static String times(Contender base) {
    return "× " + base.title();
  }

  /** A figure by itself. */
  public Table<V, W> figure(String name, ToDoubleFunction<W> figure) {
    return figure(name, contender -> true, figure);
  }

  /** A figure that some have. */
  public Table<V, W> figure(String name, Predicate<V> of, ToDoubleFunction<W> figure) {
    return add(name, of, contender -> rounds.of(contender, figure));
  }

  /** The figure by that of each contender that came before; nobody divides by the last. */
  public Table<V, W> ratios(ToDoubleFunction<W> figure) {
    List<V> bases = rounds.contenders();
    bases.subList(0, Math.max(0, bases.size() - 1)).forEach(base -> ratio(base, figure));
    return this;
  }

  /** The figure by that of one contender, if it was measured, of those that come after it. */
  public Table<V, W> ratio(V base, ToDoubleFunction<W> figure) {
    return ratio(times(base), base, figure);
  }

  /** The same under a name of its own. */
  public Table<V, W> ratio(String name, V base, ToDoubleFunction<W> figure) {
    if (!rounds.contenders().contains(base)) {
      return this;
    }
    return add(
        name,
        contender -> contender.compareTo(base) > 0,
        contender -> rounds.ratio(contender, base, figure));
  }

  /** What the figure is beyond that of one contender. */
  public Table<V, W> added(V base, String name, ToDoubleFunction<W> figure) {
    return added(base, contender -> contender != base, name, figure);
  }

  /** The same of some. */
  public Table<V, W> added(V base, Predicate<V> of, String name, ToDoubleFunction<W> figure) {
    return add(name, of, contender -> rounds.difference(contender, base, figure));
  }

  /** What the figure is beyond that of one contender, by what it is at another. */
  public Table<V, W> addedBy(
      V base, V floor, Predicate<V> of, String name, ToDoubleFunction<W> figure) {
    return add(name, of, contender -> rounds.added(contender, base, floor, figure));
  }

  public Section section() {
    return new Section(title, rounds.contenders().stream().map(Contender::title).toList(), rows);
  }

  private Table<V, W> add(String name, Predicate<V> of, Function<V, Cell> cell) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (V contender : rounds.contenders()) {
      if (of.test(contender)) {
        cells.put(contender.title(), cell.apply(contender));
      }
    }
    rows.add(new Row(name, cells));
    return this;
  }
}
