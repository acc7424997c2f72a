package dev.sluice.quality.detection.personal;

import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.corpus.personal.PersonalCorpus;
import dev.sluice.quality.corpus.personal.PersonalText;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.corpus.side.SideCorpusSize;
import dev.sluice.quality.corpus.side.SideGrammar;
import dev.sluice.quality.corpus.side.SideSample;
import dev.sluice.quality.detection.rules.PersonalRules;
import dev.sluice.quality.detection.score.ShareCount;
import dev.sluice.quality.detection.score.TextDetector;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A report on the recognizers of persons, by the lowest confidence that counts. */
public final class PersonalReport {
  private static final String ROW = "  %-10s %-20s %9s %9s  %s%n";

  private final CorpusSide side;
  private final int errors;
  private final PersonalCorpus corpus;
  private final List<String> ordinary;
  private final Map<String, PersonalScores> scores = new LinkedHashMap<>();

  /**
   * Scores the recognizers.
   *
   * @param errors the most errors to show of each confidence; the test side shows none
   */
  public PersonalReport(CorpusSide side, long seed, int perTemplate, int errors) {
    this.side = side;
    this.errors = side == CorpusSide.TUNING ? errors : 0;
    corpus = PersonalCorpus.generate(side, seed, perTemplate);
    ordinary = ordinary(corpus, side, seed);
    for (String confidence : List.of("high", "medium", "low")) {
      add(confidence, PersonalRules.detector(confidence));
    }
  }

  /** Adds the scores of a detector to compare with. */
  public void add(TextDetector other) {
    add(other.title(), other);
  }

  private void add(String name, TextDetector detector) {
    scores.put(name, PersonalScores.of(corpus, ordinary, PersonalRules.KINDS, detector));
  }

  /**
   * Returns the texts of the templates and of the side's corpus that have no value. Those with a
   * made-up person of the side are left out.
   */
  private static List<String> ordinary(PersonalCorpus corpus, CorpusSide side, long seed) {
    SideCorpus others =
        SideCorpus.generate(side, seed, SideCorpusSize.of(SideCorpusSize.DEFAULT_PER_KIND));
    List<String> persons = SideGrammar.read(side).persons();
    return Stream.concat(
            corpus.ordinary().stream().map(PersonalText::text),
            others.samples().stream()
                .filter(
                    sample -> sample.set() == SampleSet.CLEAN || sample.set() == SampleSet.NEGATIVE)
                .map(SideSample::text)
                .filter(text -> persons.stream().noneMatch(text::contains)))
        .toList();
  }

  /** Returns the scores at least of a confidence, or of another detector. */
  PersonalScores scores(String name) {
    return Objects.requireNonNull(scores.get(name));
  }

  private int texts() {
    return corpus.persons().size() + ordinary.size();
  }

  /** Prints the tables. */
  public void print(PrintStream out) {
    out.printf(Locale.ROOT, "%,d texts of the %s side%n%n", texts(), side.id());
    print(out, "found", PersonalScores::recall);
    print(out, "right", PersonalScores::precision);
    print(out, "masked", PersonalScores::masked);
    if (errors > 0) {
      scores.forEach((name, score) ->
          score.errors().stream()
              .sorted()
              .limit(errors)
              .forEach(error -> out.println("  " + name + " " + error)));
    }
  }

  private void print(
      PrintStream out, String share, Function<PersonalScores, List<ShareCount>> rows) {
    out.printf(Locale.ROOT, ROW, "at least", "kind", "cases", share, "95 % interval");
    scores.forEach((name, score) -> {
      for (ShareCount count : rows.apply(score)) {
        String interval = percent(count.low()) + "–" + percent(count.high());
        out.printf(
            Locale.ROOT, ROW, name, count.name(), count.whole(), percent(count.share()), interval);
      }
    });
    out.println();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Returns the figures as one document. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("side", side.id());
    document.put("texts", texts());
    Map<String, Object> figures = new LinkedHashMap<>();
    scores.forEach((name, score) -> {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("found", score.recall());
      all.put("right", score.precision());
      all.put("masked", score.masked());
      figures.put(name, all);
    });
    document.put("figures", figures);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }
}
