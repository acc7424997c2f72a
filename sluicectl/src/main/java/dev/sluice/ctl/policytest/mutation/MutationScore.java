package dev.sluice.ctl.policytest.mutation;

import java.time.Duration;
import java.util.List;

/**
 * A score of mutations.
 *
 * @param noticed how many mutants a test or an example noticed
 * @param byExamples how many of them an example of a rule noticed
 * @param survivors the mutants that nothing noticed
 */
public record MutationScore(
    int noticed, int byExamples, List<PolicyMutant> survivors, Duration time) {
  public MutationScore {
    survivors = List.copyOf(survivors);
  }

  public int total() {
    return noticed + survivors.size();
  }

  /** Returns the percentage that was noticed; 100 if there are no mutants. */
  public double percent() {
    return total() == 0 ? 100 : 100.0 * noticed / total();
  }
}
