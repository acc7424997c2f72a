package dev.sluice.quality.detection.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.SampleSet;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.corpus.side.SideSample;
import dev.sluice.quality.corpus.side.TextSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SideScorerTest {
  private static final SideSample VALUE =
      new SideSample(
          "a",
          SampleSet.ENTITY,
          TextSource.GRAMMAR,
          "card",
          "no 12-34",
          List.of(new EntitySpan(EntityKind.CARD, 3, 8)));
  private static final SideSample PLAIN =
      new SideSample("b", SampleSet.CLEAN, TextSource.LAYOUT, "log", "plain 77", List.of());

  @Test
  void leak_readableDigit_isCounted() {
    assertEquals(1, score(CorpusSide.TUNING, found(3, 5)).total().leaked());
  }

  @Test
  void leak_readableSeparator_isNotCounted() {
    SideKindScore total = score(CorpusSide.TUNING, found(3, 5), found(6, 8)).total();
    assertEquals(0, total.leaked());
    assertEquals(1, total.found());
  }

  @Test
  void plainText_withFinding_isMasked() {
    SideScores scores = score(CorpusSide.TUNING, found(6, 8));
    assertEquals(List.of(new ShareCount("layout", 1, 1)), scores.masked());
    assertEquals(1, scores.total().falseFindings());
  }

  @Test
  void testSide_keepsNoText() {
    assertEquals(List.of(), score(CorpusSide.TEST, found(3, 5)).errors());
    assertEquals(3, score(CorpusSide.TUNING, found(0, 2)).errors().size());
  }

  @Test
  void interval_knownValues() {
    ShareCount share = new ShareCount("x", 5, 100);
    assertEquals(0.0215, share.low(), 0.0001);
    assertEquals(0.1118, share.high(), 0.0001);
    assertEquals(0, new ShareCount("x", 0, 10).low());
    assertEquals(0.2775, new ShareCount("x", 0, 10).high(), 0.0001);
  }

  private static DetectedSpan found(int start, int end) {
    return new DetectedSpan("card", Optional.of(EntityKind.CARD), start, end);
  }

  /** Scores the same findings in both texts. */
  private static SideScores score(CorpusSide side, DetectedSpan... found) {
    SideCorpus corpus = new SideCorpus(side, 1, List.of(VALUE, PLAIN), Map.of());
    return SideScorer.score(
        corpus,
        new TextDetector() {
          @Override
          public String title() {
            return "fixed";
          }

          @Override
          public List<List<DetectedSpan>> scan(List<String> texts) {
            return texts.stream().map(_ -> List.of(found)).toList();
          }
        });
  }
}
