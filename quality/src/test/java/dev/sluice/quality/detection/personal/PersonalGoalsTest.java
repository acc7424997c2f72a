package dev.sluice.quality.detection.personal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.personal.PersonalCorpus;
import dev.sluice.quality.corpus.personal.PersonalText;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.detection.score.ShareCount;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loose limits of the recognizers of persons, so that a change for the worse is noticed. */
class PersonalGoalsTest {
  private static final Map<String, Double> LEAST_FOUND =
      Map.of(
          "person_name ko", 0.5,
          "person_name en", 0.4,
          "date_of_birth ko", 0.75,
          "date_of_birth en", 0.75,
          "postal_address ko", 0.95,
          "postal_address en", 0.9);

  private static final double MOST_MASKED = 0.01;

  @ParameterizedTest
  @EnumSource(CorpusSide.class)
  void high_bothSides_meetsLimits(CorpusSide side) {
    PersonalScores high = new PersonalReport(side, Corpus.DEFAULT_SEED, 5, 0).scores("high");
    Map<String, Double> found = shares(high.recall());
    assertEquals(LEAST_FOUND.keySet(), found.keySet());
    LEAST_FOUND.forEach((kind, least) ->
        assertTrue(found.getOrDefault(kind, 0.0) >= least, () -> kind + ": " + found));
    high.masked()
        .forEach(masked -> assertTrue(masked.share() <= MOST_MASKED, () -> masked.toString()));
  }

  @ParameterizedTest
  @EnumSource(CorpusSide.class)
  void confidences_lower_findMore(CorpusSide side) {
    var report = new PersonalReport(side, Corpus.DEFAULT_SEED, 2, 0);
    int high = found(report.scores("high").recall());
    int medium = found(report.scores("medium").recall());
    int low = found(report.scores("low").recall());
    assertTrue(high < medium && medium < low, () -> high + ", " + medium + ", " + low);
  }

  @ParameterizedTest
  @EnumSource(CorpusSide.class)
  void corpus_sameSeed_isTheSame(CorpusSide side) {
    PersonalCorpus corpus = PersonalCorpus.generate(side, 7, 2);
    assertEquals(corpus, PersonalCorpus.generate(side, 7, 2));
    assertTrue(
        corpus.persons().stream()
            .map(PersonalText::values)
            .flatMap(Collection::stream)
            .allMatch(value -> value.start() < value.end()));
  }

  private static Map<String, Double> shares(List<ShareCount> counts) {
    return counts.stream().collect(Collectors.toMap(ShareCount::name, ShareCount::share));
  }

  private static int found(List<ShareCount> counts) {
    return counts.stream().mapToInt(ShareCount::part).sum();
  }
}
