package dev.sluice.bench.xds.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Collects figures and checks, and shows each as soon as it is there. */
public final class Report {
  private final PrintStream out;
  private final List<Section> sections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean broken;

  /**
   * A report whose text goes there.
   *
   * @param out standard error when standard output is for the JSON document
   */
  public Report(PrintStream out) {
    this.out = out;
  }

  /** What is going on now. */
  public void progress(String what) {
    out.println("# " + what);
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

  public Sheet section(String subject, int routes, String title) {
    out.println();
    out.println("%s, %,d routes: %s".formatted(subject, routes, title));
    return new Sheet(subject, routes, title);
  }

  /** The figure of that name, if it was measured. */
  public Optional<Figure> figure(String subject, int routes, String name) {
    return sections.stream()
        .filter(section -> section.subject().equals(subject) && section.routes() == routes)
        .flatMap(section -> section.figures().stream())
        .filter(figure -> figure.name().equals(name))
        .findFirst();
  }

  /** Whether the run came to its end and every check passed. */
  public boolean passed() {
    return !broken && sections.stream().flatMap(s -> s.checks().stream()).allMatch(Check::passed);
  }

  /** Everything as one JSON document. */
  public String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new Document(passed(), notes, sections));
  }

  /** The form of the JSON document. */
  record Document(boolean passed, List<String> notes, List<Section> sections) {}

  /** One section while it is being written; it counts once it is closed. */
  public final class Sheet implements AutoCloseable {
    private final String subject;
    private final int routes;
    private final String title;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    private Sheet(String subject, int routes, String title) {
      this.subject = subject;
      this.routes = routes;
      this.title = title;
    }

    public void figure(String name, String unit, double value) {
      add(Figure.of(name, unit, value));
    }

    public void figure(String name, String unit, Distribution values) {
      add(Figure.of(name, unit, values));
    }

    public void check(String name, boolean passed, String detail) {
      Check check = new Check(name, passed, detail);
      checks.add(check);
      out.println(check.line());
    }

    @Override
    public void close() {
      sections.add(new Section(subject, routes, title, figures, checks));
    }

    private void add(Figure figure) {
      figures.add(figure);
      out.println(figure.line());
    }
  }
}
