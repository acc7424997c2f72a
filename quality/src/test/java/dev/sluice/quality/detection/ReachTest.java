package dev.sluice.quality.detection;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Kind;
import dev.sluice.quality.detection.rules.FormCheck;
import dev.sluice.quality.detection.rules.FormScore;
import dev.sluice.quality.detection.rules.RulesDetector;
import dev.sluice.quality.detection.rules.RulesFile;
import dev.sluice.quality.detection.score.Score;
import dev.sluice.quality.detection.score.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The gate: how well the shipped rules detect, on the corpora that figures are published for. */
class ReachTest {
  private static final double F1 = 0.985;
  private static final double LEAK = 0.005;
  private static final double OVER_MASKING = 0.005;
  private static final double EVASION_LEAK = 0.15;

  /** A twentieth of the texts: each is inspected in three forms, by two sets of rules. */
  private static final int FORMS_PER_KIND = 10;

  private static final RulesFile RULES = RulesFile.shipped();

  @TestFactory
  @DisplayName("C-28 each kind is found as well as it has to be")
  List<DynamicTest> c28_figuresOfEachKind() {
    Corpus corpus = Corpus.generate(Corpus.DEFAULT_SEED, Corpus.DEFAULT_PER_KIND);
    Set<String> kinds = Arrays.stream(Kind.values()).map(Kind::id).collect(Collectors.toSet());
    return Scorer.score(corpus, new RulesDetector(RULES)).kinds().stream()
        .filter(score -> kinds.contains(score.name()))
        .map(score -> DynamicTest.dynamicTest(score.name(), () -> check(score)))
        .toList();
  }

  @Test
  void verdict_everyFormAndCut() {
    Corpus corpus = Corpus.generate(Corpus.DEFAULT_SEED, FORMS_PER_KIND);
    FormScore score = new FormCheck(RULES, Corpus.DEFAULT_SEED).check(corpus.samples(), 1);
    assertEquals(List.of(), score.differing());
  }

  private static void check(Score score) {
    assertAll(
        () -> assertTrue(score.f1() >= F1, () -> "F1 " + score.f1()),
        () -> most("leak", score.leak(), LEAK),
        () -> most("over-masking", score.overMasking(), OVER_MASKING),
        () -> most("leak of evasions", score.evasionLeak(), EVASION_LEAK));
  }

  private static void most(String name, double value, double limit) {
    assertTrue(value <= limit, () -> String.format(Locale.ROOT, "%s %.4f", name, value));
  }
}
