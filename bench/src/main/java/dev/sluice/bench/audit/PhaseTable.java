package dev.sluice.bench.audit;

import dev.sluice.bench.report.Cell;
import dev.sluice.bench.report.Row;
import dev.sluice.bench.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The parts of a run beside each other, the first of them the measure of the others. */
record PhaseTable(String title, List<Phase> phases) {

  Section section() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("calls", Phase::calls));
    var outcomes = new TreeSet<String>();
    phases.forEach(phase -> outcomes.addAll(phase.outcomes().keySet()));
    outcomes.forEach(outcome -> rows.add(row(outcome, phase -> phase.calls(outcome))));
    rows.add(row("p50, ms", phase -> phase.millis(0.5)));
    rows.add(row("p95, ms", phase -> phase.millis(0.95)));
    rows.add(row("p99, ms", phase -> phase.millis(0.99)));
    rows.add(row("longest, ms", phase -> phase.millis(1)));
    double first = phases.getFirst().millis(0.95);
    rows.add(row(Names.P95, phase -> phase.millis(0.95) / first));
    return new Section(title, phases.stream().map(Phase::title).toList(), rows);
  }

  private Row row(String name, ToDoubleFunction<Phase> figure) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Phase phase : phases) {
      cells.put(phase.title(), Cell.of(List.of(figure.applyAsDouble(phase))));
    }
    return new Row(name, cells);
  }
}
