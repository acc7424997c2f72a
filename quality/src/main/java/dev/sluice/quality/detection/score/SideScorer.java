package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.EntitySpan;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.corpus.side.SideSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A scorer of findings against the corpora of a side. A value leaks if findings of any kind leave a
 * letter or digit of it readable. On the test side no text is kept.
 */
public final class SideScorer {
  private static final String OTHER = DetectionScorer.OTHER;

  private final boolean texts;
  private final Map<String, Integer> values = new TreeMap<>();
  private final Map<String, Integer> found = new TreeMap<>();
  private final Map<String, Integer> leaked = new TreeMap<>();
  private final Map<String, Integer> falseFindings = new TreeMap<>();
  private final Map<String, Integer> maskedBy = new TreeMap<>();
  private final ShareCounts leaks = new ShareCounts();
  private final ShareCounts masked = new ShareCounts();
  private final ShareCounts families = new ShareCounts();
  private final ShareCounts evasions = new ShareCounts();
  private final List<DetectionError> errors = new ArrayList<>();

  private SideScorer(CorpusSide side) {
    this.texts = side == CorpusSide.TUNING;
  }

  /** Runs the detector on all texts and scores its findings. */
  public static SideScores score(SideCorpus corpus, TextDetector detector) {
    SideScorer scorer = new SideScorer(corpus.side());
    List<List<DetectedSpan>> found =
        detector.scan(corpus.samples().stream().map(SideSample::text).toList());
    for (int i = 0; i < found.size(); i++) {
      scorer.add(corpus.samples().get(i), found.get(i));
    }
    return scorer.scores();
  }

  private SideScores scores() {
    List<SideKindScore> kinds =
        Stream.concat(Arrays.stream(EntityKind.values()).map(EntityKind::id), Stream.of(OTHER))
            .map(kind ->
                new SideKindScore(
                    kind,
                    values.getOrDefault(kind, 0),
                    found.getOrDefault(kind, 0),
                    leaked.getOrDefault(kind, 0),
                    falseFindings.getOrDefault(kind, 0),
                    maskedBy.getOrDefault(kind, 0)))
            .toList();
    return new SideScores(
        kinds, leaks.rows(), masked.rows(), families.rows(), evasions.rows(), errors);
  }

  private void add(SideSample sample, List<DetectedSpan> findings) {
    switch (sample.set()) {
      case ENTITY -> {
        sample.entities().forEach(entity -> value(sample, entity, findings));
        findings.forEach(each -> finding(sample, each, findings));
      }
      case EVASION -> sample.entities().forEach(entity -> evasion(sample, entity, findings));
      case NEGATIVE, CLEAN -> {
        masked.add(sample.source().id(), !findings.isEmpty());
        families.add(sample.family(), !findings.isEmpty());
        findings.stream()
            .map(SideScorer::kind)
            .distinct()
            .forEach(kind -> maskedBy.merge(kind, 1, Integer::sum));
        findings.forEach(each -> finding(sample, each, findings));
      }
    }
  }

  private void value(SideSample sample, EntitySpan entity, List<DetectedSpan> findings) {
    String kind = entity.kind().id();
    values.merge(kind, 1, Integer::sum);
    List<DetectedSpan> own =
        findings.stream().filter(f -> f.kind().equals(Optional.of(entity.kind()))).toList();
    boolean readable = EntityCoverage.isReadable(sample.text(), entity, findings);
    leaks.add(sample.source().id(), readable);
    if (!EntityCoverage.isReadable(sample.text(), entity, own)) {
      found.merge(kind, 1, Integer::sum);
    }
    if (readable) {
      leaked.merge(kind, 1, Integer::sum);
      error(DetectionError.Type.LEAKED, kind, sample, findings, entity.start(), entity.end());
    }
  }

  private void evasion(SideSample sample, EntitySpan entity, List<DetectedSpan> findings) {
    boolean readable = EntityCoverage.isReadable(sample.text(), entity, findings);
    evasions.add(sample.family(), readable);
    if (readable) {
      error(
          DetectionError.Type.EVADED,
          sample.family() + "/" + entity.kind().id(),
          sample,
          findings,
          entity.start(),
          entity.end());
    }
  }

  private void finding(SideSample sample, DetectedSpan each, List<DetectedSpan> findings) {
    if (sample.entities().stream().noneMatch(e -> each.overlaps(e.start(), e.end()))) {
      falseFindings.merge(kind(each), 1, Integer::sum);
      error(
          DetectionError.Type.FALSE_FINDING,
          kind(each),
          sample,
          findings,
          each.start(),
          each.end());
    }
  }

  private void error(
      DetectionError.Type type,
      String kind,
      SideSample sample,
      List<DetectedSpan> findings,
      int start,
      int end) {
    if (texts) {
      String excerpt = TextExcerpt.of(sample.text(), sample.entities(), findings, start, end);
      errors.add(new DetectionError(type, kind, sample.id(), excerpt));
    }
  }

  private static String kind(DetectedSpan found) {
    return found.kind().map(EntityKind::id).orElse(OTHER);
  }
}
