package dev.sluice.quality.detection.score;

import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of one kind, or of all kinds.
 *
 * @param name the id of the kind, or {@code total}
 */
public record KindScore(String name, Map<CaseCount, Integer> counts) {
  public KindScore {
    counts = Map.copyOf(counts);
  }

  /** Adds the figures up. */
  static KindScore total(Iterable<KindScore> scores) {
    Map<CaseCount, Integer> sum = new EnumMap<>(CaseCount.class);
    for (KindScore score : scores) {
      score.counts.forEach((count, number) -> sum.merge(count, number, Integer::sum));
    }
    return new KindScore("total", sum);
  }

  public int count(CaseCount count) {
    return counts.getOrDefault(count, 0);
  }

  /** Returns the share of findings of the kind that are entities, 1 without a finding. */
  public double precision() {
    int found = count(CaseCount.FOUND);
    int all = found + count(CaseCount.FALSE_FINDINGS);
    return all == 0 ? 1 : (double) found / all;
  }

  public double recall() {
    return share(CaseCount.FOUND, CaseCount.ENTITIES);
  }

  /** Returns the harmonic mean of precision and recall. */
  public double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  public double leak() {
    return share(CaseCount.LEAKED, CaseCount.ENTITIES);
  }

  public double overMasking() {
    return share(CaseCount.OVER_MASKED, CaseCount.NEGATIVES);
  }

  public double evasionLeak() {
    return share(CaseCount.EVADED, CaseCount.EVASIONS);
  }

  public double cleanMasking() {
    return share(CaseCount.CLEAN_MASKED, CaseCount.CLEAN);
  }

  private double share(CaseCount part, CaseCount whole) {
    return count(whole) == 0 ? 0 : (double) count(part) / count(whole);
  }
}
