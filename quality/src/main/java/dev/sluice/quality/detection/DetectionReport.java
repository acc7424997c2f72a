package dev.sluice.quality.detection;

import dev.sluice.quality.detection.score.CaseCount;
import dev.sluice.quality.detection.score.DetectionError;
import dev.sluice.quality.detection.score.DetectionScorer;
import dev.sluice.quality.detection.score.DetectorScores;
import dev.sluice.quality.detection.score.KindScore;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A report that prints the figures of each detector as soon as they are known. */
public final class DetectionReport {
  private static final String ROW = "  %-18s %8s %9s %7s %7s %7s %10s %9s %9s%n";

  private final PrintStream out;
  private final List<DetectorFigures> detectors = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Forms forms;

  /**
   * Creates an empty report.
   *
   * @param out the stream of the text; standard error when standard output has the JSON document
   */
  public DetectionReport(PrintStream out) {
    this.out = out;
  }

  /** Adds and prints a sentence. */
  public void note(String sentence) {
    notes.add(sentence);
    out.println(sentence);
  }

  /**
   * Adds and prints the figures of a detector.
   *
   * @param kinds the names of the rows to print
   * @param misses the number of errors to print of each kind and type
   */
  public void add(DetectorScores scores, List<String> kinds, int misses) {
    List<KindScore> rows =
        scores.kinds().stream().filter(row -> kinds.contains(row.name())).toList();
    out.println();
    out.println(scores.detector());
    out.printf(
        ROW, "", "entities", "precision", "recall", "F1", "leak", "over-mask", "evasions", "other");
    rows.stream().filter(DetectionReport::hasFigures).forEach(this::print);
    print(scores.total());
    out.println("  clean texts with a finding: " + percent(scores.total().cleanMasking()));
    List<DetectionError> shown = chosen(scores.misses(), kinds, misses);
    shown.forEach(miss ->
        out.printf("  %s %s %s  %s%n", miss.kind(), miss.type(), miss.sample(), miss.excerpt()));
    detectors.add(
        new DetectorFigures(
            scores.detector(),
            rows.stream().map(Figures::of).toList(),
            Figures.of(scores.total()),
            shown));
  }

  /**
   * Adds and prints how many bodies differ from the plain text.
   *
   * @param differing a line for each of them
   * @param shown the number of lines to print
   */
  public void forms(int bodies, List<String> differing, int shown) {
    forms = new Forms(bodies, differing.size());
    out.println();
    out.printf(
        "every form and cut: %,d of %,d bodies (%s) differ from the plain text in one piece%n",
        differing.size(), bodies, percent((double) differing.size() / Math.max(1, bodies)));
    differing.stream().limit(shown).forEach(line -> out.println("  " + line));
  }

  /** Returns everything as a JSON document. */
  public String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new Document(notes, detectors, forms));
  }

  private static boolean hasFigures(KindScore row) {
    return !row.name().equals(DetectionScorer.OTHER) || row.count(CaseCount.FALSE_FINDINGS) > 0;
  }

  private void print(KindScore row) {
    out.printf(
        ROW,
        row.name(),
        row.count(CaseCount.ENTITIES),
        number(row.precision()),
        number(row.recall()),
        number(row.f1()),
        percent(row.leak()),
        percent(row.overMasking()),
        percent(row.evasionLeak()),
        row.count(CaseCount.ELSEWHERE));
  }

  private static List<DetectionError> chosen(
      List<DetectionError> misses, List<String> kinds, int most) {
    Map<List<Object>, List<DetectionError>> groups =
        misses.stream()
            .filter(miss -> kinds.contains(miss.kind()))
            .sorted(Comparator.comparing(DetectionError::kind).thenComparing(DetectionError::type))
            .collect(
                Collectors.groupingBy(
                    miss -> List.of(miss.kind(), miss.type()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.values().stream().flatMap(group -> group.stream().limit(most)).toList();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  /** The JSON document. */
  record Document(List<String> notes, List<DetectorFigures> detectors, @Nullable Forms forms) {}

  /** The number of inspected bodies, and of those with another result than the plain text. */
  record Forms(int bodies, int differing) {}

  /** The figures of one detector. */
  record DetectorFigures(
      String name, List<Figures> kinds, Figures total, List<DetectionError> misses) {}

  /** A row of the report; shares are between 0 and 1. */
  record Figures(
      String name,
      double precision,
      double recall,
      double f1,
      double leak,
      double overMasking,
      double evasionLeak,
      double cleanMasking,
      Map<CaseCount, Integer> counts) {

    static Figures of(KindScore score) {
      return new Figures(
          score.name(),
          score.precision(),
          score.recall(),
          score.f1(),
          score.leak(),
          score.overMasking(),
          score.evasionLeak(),
          score.cleanMasking(),
          score.counts());
    }
  }
}
