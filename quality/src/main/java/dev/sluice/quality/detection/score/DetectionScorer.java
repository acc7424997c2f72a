package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scorer of findings against the corpora. An entity is found when findings of its kind cover it
 * wholly; findings may cover more. An entity with partial coverage counts as missed and leaked. A
 * finding is false when it overlaps no entity of any kind.
 */
public final class DetectionScorer {
  /** The name of the row for findings without a kind. */
  public static final String OTHER = "other";

  private final Map<String, Map<CaseCount, Integer>> counts = new LinkedHashMap<>();
  private final List<DetectionError> misses = new ArrayList<>();

  private DetectionScorer() {
    for (EntityKind kind : EntityKind.values()) {
      counts.put(kind.id(), new EnumMap<>(CaseCount.class));
    }
    counts.put(OTHER, new EnumMap<>(CaseCount.class));
  }

  /** Runs the detector on all samples and scores its findings. */
  public static DetectorScores score(Corpus corpus, TextDetector detector) {
    List<String> texts = corpus.samples().stream().map(Sample::text).toList();
    return score(corpus, detector.title(), detector.scan(texts));
  }

  /** Scores the findings in each of the samples. */
  public static DetectorScores score(Corpus corpus, String title, List<List<DetectedSpan>> found) {
    var scorer = new DetectionScorer();
    List<Sample> samples = corpus.samples();
    for (int i = 0; i < samples.size(); i++) {
      scorer.add(samples.get(i), found.get(i));
    }
    List<KindScore> kinds =
        scorer.counts.entrySet().stream()
            .map(entry -> new KindScore(entry.getKey(), entry.getValue()))
            .toList();
    return new DetectorScores(title, kinds, KindScore.total(kinds), scorer.misses);
  }

  private void add(Sample sample, List<DetectedSpan> found) {
    for (EntitySpan entity : sample.entities()) {
      if (sample.set() == SampleSet.EVASION) {
        evasion(sample, entity, found);
      } else {
        entity(sample, entity, found);
      }
    }
    if (sample.set() != SampleSet.EVASION) {
      found.forEach(each -> finding(sample, each, found));
    }
    sample
        .mimics()
        .ifPresent(kind -> masked(kind.id(), CaseCount.NEGATIVES, CaseCount.OVER_MASKED, found));
    if (sample.set() == SampleSet.CLEAN) {
      masked(OTHER, CaseCount.CLEAN, CaseCount.CLEAN_MASKED, found);
    }
  }

  private void evasion(Sample sample, EntitySpan entity, List<DetectedSpan> found) {
    String kind = entity.kind().id();
    count(kind, CaseCount.EVASIONS);
    if (!EntityCoverage.whole(entity, found)) {
      count(kind, CaseCount.EVADED);
      miss(DetectionError.Type.EVADED, sample, entity, found);
    }
  }

  private void entity(Sample sample, EntitySpan entity, List<DetectedSpan> found) {
    String kind = entity.kind().id();
    count(kind, CaseCount.ENTITIES);
    Optional<EntityKind> own = Optional.of(entity.kind());
    if (EntityCoverage.whole(entity, found.stream().filter(f -> f.kind().equals(own)).toList())) {
      count(kind, CaseCount.FOUND);
    } else if (EntityCoverage.whole(entity, found)) {
      miss(DetectionError.Type.MISTYPED, sample, entity, found);
    } else {
      count(kind, CaseCount.LEAKED);
      miss(DetectionError.Type.LEAKED, sample, entity, found);
    }
  }

  private void finding(Sample sample, DetectedSpan each, List<DetectedSpan> found) {
    String kind = each.kind().map(EntityKind::id).orElse(OTHER);
    List<EntitySpan> under =
        sample.entities().stream().filter(e -> each.overlaps(e.start(), e.end())).toList();
    if (under.isEmpty()) {
      count(kind, CaseCount.FALSE_FINDINGS);
      String excerpt =
          TextExcerpt.of(sample.text(), sample.entities(), found, each.start(), each.end());
      misses.add(new DetectionError(DetectionError.Type.FALSE_FINDING, kind, sample.id(), excerpt));
    } else if (under.stream().noneMatch(e -> each.kind().equals(Optional.of(e.kind())))) {
      count(kind, CaseCount.ELSEWHERE);
    }
  }

  private void masked(String kind, CaseCount texts, CaseCount masked, List<DetectedSpan> found) {
    count(kind, texts);
    if (!found.isEmpty()) {
      count(kind, masked);
    }
  }

  private void miss(
      DetectionError.Type type, Sample sample, EntitySpan entity, List<DetectedSpan> found) {
    String excerpt =
        TextExcerpt.of(sample.text(), sample.entities(), found, entity.start(), entity.end());
    misses.add(new DetectionError(type, entity.kind().id(), sample.id(), excerpt));
  }

  private void count(String kind, CaseCount count) {
    counts.computeIfAbsent(kind, _ -> new EnumMap<>(CaseCount.class)).merge(count, 1, Integer::sum);
  }
}
