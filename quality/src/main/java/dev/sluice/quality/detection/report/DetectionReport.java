package dev.sluice.quality.detection.report;

import dev.sluice.quality.detection.score.Count;
import dev.sluice.quality.detection.score.Miss;
import dev.sluice.quality.detection.score.Score;
import dev.sluice.quality.detection.score.Scorer;
import dev.sluice.quality.detection.score.Scores;
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

/** Collects the figures of each detector, and shows them as soon as they are there. */
public final class DetectionReport {
  private static final String ROW = "  %-18s %8s %9s %7s %7s %7s %10s %9s %9s%n";

  private final PrintStream out;
  private final List<Detector> detectors = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Forms forms;

  /**
   * A report whose text goes there.
   *
   * @param out standard error when standard output is for the JSON document
   */
  public DetectionReport(PrintStream out) {
    this.out = out;
  }

  /** A sentence that belongs to the result. */
  public void note(String sentence) {
    notes.add(sentence);
    out.println(sentence);
  }

  /**
   * The figures of one detector.
   *
   * @param kinds the names of the rows to show
   * @param misses how many misses of each kind and type to show
   */
  public void add(Scores scores, List<String> kinds, int misses) {
    List<Score> rows = scores.kinds().stream().filter(row -> kinds.contains(row.name())).toList();
    out.println();
    out.println(scores.detector());
    out.printf(
        ROW, "", "entities", "precision", "recall", "F1", "leak", "over-mask", "evasions", "other");
    rows.stream().filter(DetectionReport::hasFigures).forEach(this::print);
    print(scores.total());
    out.println("  clean texts with a finding: " + percent(scores.total().cleanMasking()));
    List<Miss> shown = chosen(scores.misses(), kinds, misses);
    shown.forEach(miss ->
        out.printf("  %s %s %s  %s%n", miss.kind(), miss.type(), miss.sample(), miss.excerpt()));
    detectors.add(
        new Detector(
            scores.detector(),
            rows.stream().map(Figures::of).toList(),
            Figures.of(scores.total()),
            shown));
  }

  /**
   * In how many bodies something else was hidden or blocked than in the plain text.
   *
   * @param differing one line for each of them
   * @param shown how many of the lines to show
   */
  public void forms(int bodies, List<String> differing, int shown) {
    forms = new Forms(bodies, differing.size());
    out.println();
    out.printf(
        "every form and cut: %,d of %,d bodies (%s) differ from the plain text in one piece%n",
        differing.size(), bodies, percent((double) differing.size() / Math.max(1, bodies)));
    differing.stream().limit(shown).forEach(line -> out.println("  " + line));
  }

  /** Everything as one JSON document. */
  public String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new Document(notes, detectors, forms));
  }

  private static boolean hasFigures(Score row) {
    return !row.name().equals(Scorer.OTHER) || row.count(Count.FALSE_FINDINGS) > 0;
  }

  private void print(Score row) {
    out.printf(
        ROW,
        row.name(),
        row.count(Count.ENTITIES),
        number(row.precision()),
        number(row.recall()),
        number(row.f1()),
        percent(row.leak()),
        percent(row.overMasking()),
        percent(row.evasionLeak()),
        row.count(Count.ELSEWHERE));
  }

  private static List<Miss> chosen(List<Miss> misses, List<String> kinds, int most) {
    Map<List<Object>, List<Miss>> groups =
        misses.stream()
            .filter(miss -> kinds.contains(miss.kind()))
            .sorted(Comparator.comparing(Miss::kind).thenComparing(Miss::type))
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

  /** The form of the JSON document. */
  record Document(List<String> notes, List<Detector> detectors, @Nullable Forms forms) {}

  /** Bodies inspected, and those that came out otherwise than the plain text. */
  record Forms(int bodies, int differing) {}

  /** The figures of one detector. */
  record Detector(String name, List<Figures> kinds, Figures total, List<Miss> misses) {}

  /** One row; shares are between 0 and 1. */
  record Figures(
      String name,
      double precision,
      double recall,
      double f1,
      double leak,
      double overMasking,
      double evasionLeak,
      double cleanMasking,
      Map<Count, Integer> counts) {

    static Figures of(Score score) {
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
