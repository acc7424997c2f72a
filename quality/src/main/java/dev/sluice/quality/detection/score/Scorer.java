package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Entity;
import dev.sluice.quality.corpus.Kind;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds findings against the corpora. A value is found when findings of its kind cover it wholly,
 * however much they cover besides; a partial finding leaves it missed and leaked. A finding is
 * false when it overlaps no value of any kind.
 */
public final class Scorer {
  /** The row of what belongs to no kind. */
  public static final String OTHER = "other";

  private final Map<String, Map<Count, Integer>> counts = new LinkedHashMap<>();
  private final List<Miss> misses = new ArrayList<>();

  private Scorer() {
    for (Kind kind : Kind.values()) {
      counts.put(kind.id(), new EnumMap<>(Count.class));
    }
    counts.put(OTHER, new EnumMap<>(Count.class));
  }

  /** The figures of a detector on all samples. */
  public static Scores score(Corpus corpus, Detector detector) {
    List<String> texts = corpus.samples().stream().map(Sample::text).toList();
    return score(corpus, detector.title(), detector.scan(texts));
  }

  /** The figures of what was found in each of the samples. */
  public static Scores score(Corpus corpus, String title, List<List<Found>> found) {
    var scorer = new Scorer();
    List<Sample> samples = corpus.samples();
    for (int i = 0; i < samples.size(); i++) {
      scorer.add(samples.get(i), found.get(i));
    }
    List<Score> kinds =
        scorer.counts.entrySet().stream()
            .map(entry -> new Score(entry.getKey(), entry.getValue()))
            .toList();
    return new Scores(title, kinds, Score.total(kinds), scorer.misses);
  }

  private void add(Sample sample, List<Found> found) {
    for (Entity entity : sample.entities()) {
      if (sample.set() == SampleSet.EVASION) {
        evasion(sample, entity, found);
      } else {
        entity(sample, entity, found);
      }
    }
    if (sample.set() != SampleSet.EVASION) {
      found.forEach(each -> finding(sample, each, found));
    }
    sample.mimics().ifPresent(kind -> masked(kind.id(), Count.NEGATIVES, Count.OVER_MASKED, found));
    if (sample.set() == SampleSet.CLEAN) {
      masked(OTHER, Count.CLEAN, Count.CLEAN_MASKED, found);
    }
  }

  private void evasion(Sample sample, Entity entity, List<Found> found) {
    String kind = entity.kind().id();
    count(kind, Count.EVASIONS);
    if (!Cover.whole(entity, found)) {
      count(kind, Count.EVADED);
      miss(Miss.Type.EVADED, sample, entity, found);
    }
  }

  private void entity(Sample sample, Entity entity, List<Found> found) {
    String kind = entity.kind().id();
    count(kind, Count.ENTITIES);
    Optional<Kind> own = Optional.of(entity.kind());
    if (Cover.whole(entity, found.stream().filter(f -> f.kind().equals(own)).toList())) {
      count(kind, Count.FOUND);
    } else if (Cover.whole(entity, found)) {
      miss(Miss.Type.MISTYPED, sample, entity, found);
    } else {
      count(kind, Count.LEAKED);
      miss(Miss.Type.LEAKED, sample, entity, found);
    }
  }

  private void finding(Sample sample, Found each, List<Found> found) {
    String kind = each.kind().map(Kind::id).orElse(OTHER);
    List<Entity> under =
        sample.entities().stream().filter(e -> each.overlaps(e.start(), e.end())).toList();
    if (under.isEmpty()) {
      count(kind, Count.FALSE_FINDINGS);
      String excerpt =
          Excerpt.of(sample.text(), sample.entities(), found, each.start(), each.end());
      misses.add(new Miss(Miss.Type.FALSE_FINDING, kind, sample.id(), excerpt));
    } else if (under.stream().noneMatch(e -> each.kind().equals(Optional.of(e.kind())))) {
      count(kind, Count.ELSEWHERE);
    }
  }

  private void masked(String kind, Count texts, Count masked, List<Found> found) {
    count(kind, texts);
    if (!found.isEmpty()) {
      count(kind, masked);
    }
  }

  private void miss(Miss.Type type, Sample sample, Entity entity, List<Found> found) {
    String excerpt =
        Excerpt.of(sample.text(), sample.entities(), found, entity.start(), entity.end());
    misses.add(new Miss(type, entity.kind().id(), sample.id(), excerpt));
  }

  private void count(String kind, Count count) {
    counts.computeIfAbsent(kind, _ -> new EnumMap<>(Count.class)).merge(count, 1, Integer::sum);
  }
}
