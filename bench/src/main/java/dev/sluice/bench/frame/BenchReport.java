package dev.sluice.bench.frame;

import dev.sluice.bench.frame.ReportSection.ReportCell;
import dev.sluice.bench.frame.ReportSection.ReportRow;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A report of notes, tables, checks and goals; each is printed as soon as it is added. */
public final class BenchReport {
  private static final String NAME = "  %-44s";
  private static final int COLUMN = 12;

  private final PrintStream out;
  private final List<String> notes = new ArrayList<>();
  private final List<ReportSection> sections = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<JudgedGoal> goals = new ArrayList<>();
  private boolean failed;

  /**
   * @param out takes the text: standard error when standard output is for the JSON document
   */
  public BenchReport(PrintStream out) {
    this.out = out;
  }

  /** A condition that must hold, whatever the figures are. */
  record Check(String name, boolean passed, String detail) {}

  /** A goal with the figure that was compared. */
  record JudgedGoal(BenchGoal goal, double value, BenchGoal.State state) {}

  /** Prints the current step, which is not part of the result. */
  public void progress(String step) {
    System.err.println("# " + step);
  }

  /** Adds a sentence to the result. */
  public void note(String sentence) {
    notes.add(sentence);
    out.println(sentence);
  }

  /** Adds the reason for which the run failed. */
  public void fail(String reason) {
    failed = true;
    note("FAILED: " + reason);
  }

  /** Adds a condition; the run fails if it does not hold. */
  public void check(String name, boolean passed, String detail) {
    checks.add(new Check(name, passed, detail));
    out.println(
        (passed ? "  ok      " : "  FAILED  ") + name + (detail.isEmpty() ? "" : ": ") + detail);
  }

  public void add(ReportSection section) {
    sections.add(section);
    out.println();
    out.println(section.title());
    out.printf(NAME, "");
    section.variants().forEach(variant -> out.print(cell(variant, variant)));
    out.println();
    for (ReportRow row : section.rows()) {
      out.printf(NAME, row.name());
      section.variants().forEach(variant -> out.print(cell(variant, row.text(variant))));
      out.println();
    }
  }

  /** Compares the figures with the goals; a goal without a figure is left out. */
  public void judge(List<BenchGoal> all) {
    out.println();
    out.println("goals");
    for (BenchGoal goal : all) {
      figure(goal.section(), goal.row(), goal.variant()).ifPresent(cell -> judge(goal, cell));
    }
  }

  /** Returns a figure that was added, if there is one. */
  public Optional<ReportCell> figure(String section, String row, String variant) {
    return sections.stream()
        .filter(s -> s.title().equals(section))
        .flatMap(s -> s.cell(row, variant).stream())
        .findFirst();
  }

  /** Returns whether the run came to its end and every check holds. */
  public boolean passed() {
    return !failed && checks.stream().allMatch(Check::passed);
  }

  /** Returns everything as one JSON document. */
  public String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new Document(passed(), notes, sections, checks, goals));
  }

  /** The form of the JSON document. */
  record Document(
      boolean passed,
      List<String> notes,
      List<ReportSection> sections,
      List<Check> checks,
      List<JudgedGoal> goals) {}

  private static String cell(String column, String text) {
    int width = Math.max(COLUMN, column.length());
    return " " + " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private void judge(BenchGoal goal, ReportCell cell) {
    double value = cell.median();
    JudgedGoal judged = new JudgedGoal(goal, value, goal.state(value));
    goals.add(judged);
    String sign = goal.atLeast() ? "≥" : "≤";
    out.printf(
        "  %-8s %-96s %9s   required %s %s, reach %s %s%n",
        judged.state(),
        goal.section() + ": " + goal.row(),
        ReportRow.number(value),
        sign,
        ReportRow.number(goal.required()),
        sign,
        ReportRow.number(goal.reach()));
  }
}
