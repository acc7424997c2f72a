package dev.sluice.quality.detection.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.quality.corpus.BodyForm;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionScorerTest {
  private static final String TEXT = "call 010-1234-5678 or write to a@b.co today";
  private static final EntitySpan PHONE = new EntitySpan(EntityKind.PHONE_KR, 5, 18);
  private static final EntitySpan MAIL = new EntitySpan(EntityKind.EMAIL, 31, 37);

  @Test
  void entity_coveredByItsKind() {
    KindScore phone = phone(found(EntityKind.PHONE_KR, 5, 18));
    assertEquals(1, phone.f1());
    assertEquals(0, phone.leak());
  }

  @Test
  void entity_coveredByMore() {
    assertEquals(1, phone(found(EntityKind.PHONE_KR, 0, 25)).f1());
  }

  @Test
  void entity_coveredByTwoFindings() {
    assertEquals(
        1, phone(found(EntityKind.PHONE_KR, 5, 10), found(EntityKind.PHONE_KR, 9, 18)).f1());
  }

  @Test
  void entity_coveredInPart() {
    KindScore phone = phone(found(EntityKind.PHONE_KR, 5, 17));
    assertEquals(0, phone.recall());
    assertEquals(1, phone.precision());
    assertEquals(1, phone.leak());
  }

  @Test
  void entity_coveredByAnotherKind() {
    DetectorScores scores = score(SampleSet.ENTITY, found(EntityKind.CARD, 5, 18));
    assertEquals(0, of(scores, EntityKind.PHONE_KR).recall());
    assertEquals(0, of(scores, EntityKind.PHONE_KR).leak());
    assertEquals(1, of(scores, EntityKind.CARD).count(CaseCount.ELSEWHERE));
    assertEquals(0, of(scores, EntityKind.CARD).count(CaseCount.FALSE_FINDINGS));
    assertEquals(
        List.of(DetectionError.Type.MISTYPED, DetectionError.Type.LEAKED),
        scores.misses().stream().map(DetectionError::type).toList());
  }

  @Test
  void finding_withoutEntity_isFalse() {
    DetectorScores scores = score(SampleSet.ENTITY, found(EntityKind.CARD, 19, 21));
    assertEquals(0, of(scores, EntityKind.CARD).precision());
    DetectionError wrong = scores.misses().getLast();
    assertEquals(DetectionError.Type.FALSE_FINDING, wrong.type());
    assertEquals("call ⟦010-1234-5678⟧ ‹or›rule  write to ⟦a@b.co⟧ today", wrong.excerpt());
  }

  @Test
  void negative_withAnyFinding() {
    Sample negative =
        new Sample(
            "card/negative/0",
            SampleSet.NEGATIVE,
            BodyForm.PLAIN,
            TEXT,
            List.of(),
            Optional.of(EntityKind.CARD));
    DetectorScores scores = score(negative, List.of(found(EntityKind.EMAIL, 31, 37)));
    assertEquals(1, of(scores, EntityKind.CARD).overMasking());
    assertEquals(1, of(scores, EntityKind.EMAIL).count(CaseCount.FALSE_FINDINGS));
  }

  @Test
  void evasion_leak_countsAlone() {
    DetectorScores scores = score(SampleSet.EVASION, found(EntityKind.PHONE_KR, 5, 18));
    assertEquals(0, of(scores, EntityKind.PHONE_KR).evasionLeak());
    assertEquals(1, of(scores, EntityKind.EMAIL).evasionLeak());
    assertEquals(0, of(scores, EntityKind.EMAIL).count(CaseCount.ENTITIES));
  }

  private static KindScore phone(DetectedSpan... found) {
    return of(score(SampleSet.ENTITY, found), EntityKind.PHONE_KR);
  }

  private static KindScore of(DetectorScores scores, EntityKind kind) {
    return scores.kinds().stream()
        .filter(s -> s.name().equals(kind.id()))
        .findFirst()
        .orElseThrow();
  }

  private static DetectorScores score(SampleSet set, DetectedSpan... found) {
    Sample sample =
        new Sample("x/0", set, BodyForm.PLAIN, TEXT, List.of(PHONE, MAIL), Optional.empty());
    return score(sample, List.of(found));
  }

  private static DetectorScores score(Sample sample, List<DetectedSpan> found) {
    return DetectionScorer.score(new Corpus(1, List.of(sample)), new Fixed(found));
  }

  private static DetectedSpan found(EntityKind kind, int start, int end) {
    return new DetectedSpan("rule", Optional.of(kind), start, end);
  }

  /** A detector with the same findings in every text. */
  record Fixed(List<DetectedSpan> found) implements TextDetector {
    @Override
    public String title() {
      return "fixed";
    }

    @Override
    public List<List<DetectedSpan>> scan(List<String> texts) {
      return texts.stream().map(_ -> found).toList();
    }
  }
}
