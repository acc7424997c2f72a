package dev.sluice.bench.report;

import dev.sluice.bench.report.Goal.State;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Collects what was measured, and shows it as soon as it is there. */
public final class ComparisonReport {
  private static final String NAME = "  %-38s";
  private static final String CELL = " %12s";

  private final PrintStream out;
  private final List<String> notes = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<Judged> goals = new ArrayList<>();
  private boolean broken;

  /**
   * A report whose text goes there.
   *
   * @param out standard error when standard output is for the JSON document
   */
  public ComparisonReport(PrintStream out) {
    this.out = out;
  }

  /** A goal and what became of it. */
  record Judged(Goal goal, double value, State state) {}

  /** What is going on now; never part of the result. */
  public void progress(String what) {
    System.err.println("# " + what);
  }

  /** A sentence that belongs to the result. */
  public void note(String sentence) {
    notes.add(sentence);
    out.println(sentence);
  }

  /** The run ended here. */
  public void broke(String why) {
    broken = true;
    note("FAILED: " + why);
  }

  public void add(Section section) {
    sections.add(section);
    out.println();
    out.println(section.title());
    out.printf(NAME, "");
    section.variants().forEach(variant -> out.printf(CELL, variant));
    out.println();
    for (Row row : section.rows()) {
      out.printf(NAME, row.name());
      section.variants().forEach(variant -> out.printf(CELL, row.text(variant)));
      out.println();
    }
  }

  /** Holds the figures of one variant against the goals; what was not measured has no line. */
  public void judge(String variant, List<Goal> all) {
    out.println();
    out.println(variant + " against what is asked of it");
    for (Goal goal : all) {
      cell(goal, variant).ifPresent(cell -> judge(goal, cell.median()));
    }
  }

  /** Whether the run came to its end. */
  public boolean passed() {
    return !broken;
  }

  /** Everything as one JSON document. */
  public String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new Document(passed(), notes, sections, goals));
  }

  /** The form of the JSON document. */
  record Document(boolean passed, List<String> notes, List<Section> sections, List<Judged> goals) {}

  private void judge(Goal goal, double value) {
    Judged judged = new Judged(goal, value, goal.state(value));
    goals.add(judged);
    String sign = goal.atLeast() ? "≥" : "≤";
    out.printf(
        "  %-8s %-96s %9s   required %s %s, reach %s %s%n",
        judged.state(),
        goal.section() + ": " + goal.row(),
        Row.number(value),
        sign,
        Row.number(goal.required()),
        sign,
        Row.number(goal.reach()));
  }

  private Optional<Cell> cell(Goal goal, String variant) {
    return sections.stream()
        .filter(section -> section.title().equals(goal.section()))
        .flatMap(section -> section.cell(goal.row(), variant).stream())
        .findFirst();
  }
}
