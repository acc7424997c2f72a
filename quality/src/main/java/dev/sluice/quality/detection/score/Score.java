package dev.sluice.quality.detection.score;

import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of one kind, or of all together.
 *
 * @param name the kind's id, or {@code total}
 */
public record Score(String name, Map<Count, Integer> counts) {
  public Score {
    counts = Map.copyOf(counts);
  }

  /** All of them as one. */
  static Score total(Iterable<Score> scores) {
    Map<Count, Integer> sum = new EnumMap<>(Count.class);
    for (Score score : scores) {
      score.counts.forEach((count, number) -> sum.merge(count, number, Integer::sum));
    }
    return new Score("total", sum);
  }

  public int count(Count count) {
    return counts.getOrDefault(count, 0);
  }

  /** The share of findings of the kind that are values; 1 without any finding. */
  public double precision() {
    int found = count(Count.FOUND);
    int all = found + count(Count.FALSE_FINDINGS);
    return all == 0 ? 1 : (double) found / all;
  }

  public double recall() {
    return share(Count.FOUND, Count.ENTITIES);
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  public double leak() {
    return share(Count.LEAKED, Count.ENTITIES);
  }

  public double overMasking() {
    return share(Count.OVER_MASKED, Count.NEGATIVES);
  }

  public double evasionLeak() {
    return share(Count.EVADED, Count.EVASIONS);
  }

  public double cleanMasking() {
    return share(Count.CLEAN_MASKED, Count.CLEAN);
  }

  private double share(Count part, Count whole) {
    return count(whole) == 0 ? 0 : (double) count(part) / count(whole);
  }
}
