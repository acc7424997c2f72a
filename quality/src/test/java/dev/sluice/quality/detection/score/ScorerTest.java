package dev.sluice.quality.detection.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Entity;
import dev.sluice.quality.corpus.Form;
import dev.sluice.quality.corpus.Kind;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final String TEXT = "call 010-1234-5678 or write to a@b.co today";
  private static final Entity PHONE = new Entity(Kind.PHONE_KR, 5, 18);
  private static final Entity MAIL = new Entity(Kind.EMAIL, 31, 37);

  @Test
  void entity_coveredByItsKind() {
    Score phone = phone(found(Kind.PHONE_KR, 5, 18));
    assertEquals(1, phone.f1());
    assertEquals(0, phone.leak());
  }

  @Test
  void entity_coveredByMore() {
    assertEquals(1, phone(found(Kind.PHONE_KR, 0, 25)).f1());
  }

  @Test
  void entity_coveredByTwoFindings() {
    assertEquals(1, phone(found(Kind.PHONE_KR, 5, 10), found(Kind.PHONE_KR, 9, 18)).f1());
  }

  @Test
  void entity_coveredInPart() {
    Score phone = phone(found(Kind.PHONE_KR, 5, 17));
    assertEquals(0, phone.recall());
    assertEquals(1, phone.precision());
    assertEquals(1, phone.leak());
  }

  @Test
  void entity_coveredByAnotherKind() {
    Scores scores = score(SampleSet.ENTITY, found(Kind.CARD, 5, 18));
    assertEquals(0, of(scores, Kind.PHONE_KR).recall());
    assertEquals(0, of(scores, Kind.PHONE_KR).leak());
    assertEquals(1, of(scores, Kind.CARD).count(Count.ELSEWHERE));
    assertEquals(0, of(scores, Kind.CARD).count(Count.FALSE_FINDINGS));
    assertEquals(
        List.of(Miss.Type.MISTYPED, Miss.Type.LEAKED),
        scores.misses().stream().map(Miss::type).toList());
  }

  @Test
  void finding_whereNothingIs() {
    Scores scores = score(SampleSet.ENTITY, found(Kind.CARD, 19, 21));
    assertEquals(0, of(scores, Kind.CARD).precision());
    Miss wrong = scores.misses().getLast();
    assertEquals(Miss.Type.FALSE_FINDING, wrong.type());
    assertEquals("call ⟦010-1234-5678⟧ ‹or›rule  write to ⟦a@b.co⟧ today", wrong.excerpt());
  }

  @Test
  void negative_withAnyFinding() {
    Sample negative =
        new Sample(
            "card/negative/0",
            SampleSet.NEGATIVE,
            Form.PLAIN,
            TEXT,
            List.of(),
            Optional.of(Kind.CARD));
    Scores scores = score(negative, List.of(found(Kind.EMAIL, 31, 37)));
    assertEquals(1, of(scores, Kind.CARD).overMasking());
    assertEquals(1, of(scores, Kind.EMAIL).count(Count.FALSE_FINDINGS));
  }

  @Test
  void evasion_countsForLeakAlone() {
    Scores scores = score(SampleSet.EVASION, found(Kind.PHONE_KR, 5, 18));
    assertEquals(0, of(scores, Kind.PHONE_KR).evasionLeak());
    assertEquals(1, of(scores, Kind.EMAIL).evasionLeak());
    assertEquals(0, of(scores, Kind.EMAIL).count(Count.ENTITIES));
  }

  private static Score phone(Found... found) {
    return of(score(SampleSet.ENTITY, found), Kind.PHONE_KR);
  }

  private static Score of(Scores scores, Kind kind) {
    return scores.kinds().stream()
        .filter(s -> s.name().equals(kind.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Scores score(SampleSet set, Found... found) {
    Sample sample =
        new Sample("x/0", set, Form.PLAIN, TEXT, List.of(PHONE, MAIL), Optional.empty());
    return score(sample, List.of(found));
  }

  private static Scores score(Sample sample, List<Found> found) {
    return Scorer.score(new Corpus(1, List.of(sample)), new Fixed(found));
  }

  private static Found found(Kind kind, int start, int end) {
    return new Found("rule", Optional.of(kind), start, end);
  }

  /** Finds the same in every text. */
  record Fixed(List<Found> found) implements Detector {
    @Override
    public String title() {
      return "fixed";
    }

    @Override
    public List<List<Found>> scan(List<String> texts) {
      return texts.stream().map(_ -> found).toList();
    }
  }
}
