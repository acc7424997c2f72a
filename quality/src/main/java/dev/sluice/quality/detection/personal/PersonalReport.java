package dev.sluice.quality.detection.personal;

import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.corpus.personal.PersonalCorpus;
import dev.sluice.quality.corpus.personal.PersonalText;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.corpus.side.SideCorpusSize;
import dev.sluice.quality.corpus.side.SideSample;
import dev.sluice.quality.detection.rules.PersonalRules;
import dev.sluice.quality.detection.score.ShareCount;
import dev.sluice.quality.detection.score.TextDetector;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A report on the recognizers of persons, by the lowest confidence that counts. */
public final class PersonalReport {
  private static final String ROW = "  %-10s %-20s %9s %9s  %s%n";

  private final CorpusSide side;
  private final int errors;
  private final int texts;
  private final Map<String, PersonalScores> scores = new LinkedHashMap<>();

  /**
   * Scores the recognizers, and perhaps others.
   *
   * @param errors the most errors to show of each confidence; the test side shows none
   * @param others detectors to compare with
   */
  public PersonalReport(
      CorpusSide side, long seed, int perTemplate, int errors, List<TextDetector> others) {
    this.side = side;
    this.errors = side == CorpusSide.TUNING ? errors : 0;
    PersonalCorpus corpus = PersonalCorpus.generate(side, seed, perTemplate);
    List<String> ordinary = ordinary(corpus, side, seed);
    texts = corpus.persons().size() + ordinary.size();
    for (String confidence : List.of("high", "medium", "low")) {
      scores.put(
          confidence,
          PersonalScores.of(
              corpus, ordinary, PersonalRules.KINDS, PersonalRules.detector(confidence)));
    }
    others.forEach(other ->
        scores.put(
            other.title(), PersonalScores.of(corpus, ordinary, PersonalRules.KINDS, other)));
  }

  /** Returns the texts of the templates and of the side's corpus that have no value. */
  private static List<String> ordinary(PersonalCorpus corpus, CorpusSide side, long seed) {
    SideCorpus others =
        SideCorpus.generate(side, seed, SideCorpusSize.of(SideCorpusSize.DEFAULT_PER_KIND));
    return Stream.concat(
            corpus.ordinary().stream().map(PersonalText::text),
            others.samples().stream()
                .filter(sample ->
                    sample.set() == SampleSet.CLEAN || sample.set() == SampleSet.NEGATIVE)
                .map(SideSample::text))
        .toList();
  }

  /** Prints the tables. */
  public void print(PrintStream out) {
    out.printf(Locale.ROOT, "%,d texts of the %s side%n%n", texts, side.id());
    print(out, "found", scores.entrySet().stream().map(e -> Map.entry(e.getKey(), e.getValue().recall())).toList());
    print(out, "right", scores.entrySet().stream().map(e -> Map.entry(e.getKey(), e.getValue().precision())).toList());
    print(out, "masked", scores.entrySet().stream().map(e -> Map.entry(e.getKey(), e.getValue().masked())).toList());
    if (errors > 0) {
      scores.forEach((name, score) ->
          score.errors().stream().sorted().limit(errors).forEach(error -> out.println("  " + name + " " + error)));
    }
  }

  private static void print(
      PrintStream out, String share, List<Map.Entry<String, List<ShareCount>>> rows) {
    out.printf(Locale.ROOT, ROW, "at least", "kind", "cases", share, "95 % interval");
    for (Map.Entry<String, List<ShareCount>> row : rows) {
      for (ShareCount count : row.getValue()) {
        out.printf(
            Locale.ROOT,
            ROW,
            row.getKey(),
            count.name(),
            count.whole(),
            percent(count.share()),
            percent(count.low()) + "–" + percent(count.high()));
      }
    }
    out.println();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Returns the figures as one document. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("side", side.id());
    document.put("texts", texts);
    Map<String, Object> figures = new LinkedHashMap<>();
    scores.forEach((name, score) -> {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("found", new ArrayList<>(score.recall()));
      all.put("right", new ArrayList<>(score.precision()));
      all.put("masked", new ArrayList<>(score.masked()));
      figures.put(name, all);
    });
    document.put("figures", figures);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
