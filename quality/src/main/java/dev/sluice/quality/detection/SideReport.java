package dev.sluice.quality.detection;

import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.detection.score.DetectionError;
import dev.sluice.quality.detection.score.ShareCount;
import dev.sluice.quality.detection.score.SideKindScore;
import dev.sluice.quality.detection.score.SideScores;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A report on a side, as tables and as a JSON document. */
final class SideReport {
  private static final String ROW = "  %-18s %7s %8s %7s %8s  %-16s %10s %8s%n";
  private static final String SHARE = "  %-18s %7s %8s %8s  %-16s%n";

  private final SideCorpus corpus;
  private final SideScores scores;
  private final List<String> kinds;
  private final int errors;

  /**
   * Creates a report.
   *
   * @param kinds the names of the rows to show
   * @param errors the number of errors to show of each kind and type; the test side has none
   */
  SideReport(SideCorpus corpus, SideScores scores, List<String> kinds, int errors) {
    this.corpus = corpus;
    this.scores = scores;
    this.kinds = List.copyOf(kinds);
    this.errors = errors;
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d texts of the %s side, seed %d; public files read: %s%n%n",
        corpus.samples().size(),
        corpus.side().id(),
        corpus.seed(),
        new TreeMap<>(corpus.files()));
    out.printf(
        ROW, "values", "cases", "recall", "leaked", "leak", "95 % interval", "precision", "masked");
    rows().forEach(row -> print(out, row));
    print(out, scores.total());
    print(out, "leaks by generator", "leaked", scores.leaks());
    print(out, "texts without value", "masked", scores.masked());
    print(out, "  by family", "masked", scores.families());
    print(out, "evasions", "leaked", scores.evasions());
    shown()
        .forEach(e -> out.printf("  %s %s %s  %s%n", e.kind(), e.type(), e.sample(), e.excerpt()));
  }

  String json() {
    List<KindFigures> figures = rows().stream().map(SideReport::figures).toList();
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(
            new SideDocument(
                corpus.side().id(),
                corpus.seed(),
                corpus.files(),
                figures,
                figures(scores.total()),
                shares(scores.leaks()),
                shares(scores.masked()),
                shares(scores.families()),
                shares(scores.evasions()),
                shown()));
  }

  private List<SideKindScore> rows() {
    return scores.kinds().stream()
        .filter(row -> kinds.contains(row.name()))
        .filter(row -> row.values() + row.falseFindings() > 0)
        .toList();
  }

  private List<DetectionError> shown() {
    Map<String, Integer> counts = new TreeMap<>();
    return scores.errors().stream()
        .filter(e -> kinds.contains(e.kind().substring(e.kind().indexOf('/') + 1)))
        .filter(e -> counts.merge(e.kind() + e.type(), 1, Integer::sum) <= errors)
        .sorted(Comparator.comparing(DetectionError::kind).thenComparing(DetectionError::type))
        .toList();
  }

  private static void print(PrintStream out, SideKindScore row) {
    out.printf(
        ROW,
        row.name(),
        row.values(),
        number(row.recall()),
        row.leaked(),
        percent(row.leak().share()),
        interval(row.leak()),
        number(row.precision()),
        row.masked());
  }

  private static void print(PrintStream out, String title, String part, List<ShareCount> rows) {
    out.println();
    out.printf(SHARE, title, "cases", part, "share", "95 % interval");
    List<ShareCount> all = new ArrayList<>(rows);
    all.add(SideScores.total(rows));
    for (ShareCount row : all) {
      out.printf(SHARE, row.name(), row.whole(), row.part(), percent(row.share()), interval(row));
    }
  }

  private static KindFigures figures(SideKindScore row) {
    return new KindFigures(row, row.recall(), row.precision(), share(row.leak()));
  }

  private static List<ShareFigures> shares(List<ShareCount> rows) {
    return rows.stream().map(SideReport::share).toList();
  }

  private static ShareFigures share(ShareCount row) {
    return new ShareFigures(
        row.name(), row.whole(), row.part(), row.share(), row.low(), row.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  private static String interval(ShareCount row) {
    return percent(row.low()) + "-" + percent(row.high());
  }

  /** The JSON document. */
  record SideDocument(
      String side,
      long seed,
      Map<String, Integer> files,
      List<KindFigures> kinds,
      KindFigures total,
      List<ShareFigures> leaks,
      List<ShareFigures> masked,
      List<ShareFigures> families,
      List<ShareFigures> evasions,
      List<DetectionError> errors) {}

  /** A row of a kind. */
  record KindFigures(SideKindScore counts, double recall, double precision, ShareFigures leak) {}

  /** A row of a share; {@code low} and {@code high} are the ends of its 95 % interval. */
  record ShareFigures(String name, int cases, int part, double share, double low, double high) {}
}
