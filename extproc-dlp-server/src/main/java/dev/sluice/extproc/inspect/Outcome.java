package dev.sluice.extproc.inspect;

import dev.sluice.extproc.policy.Action;
import java.util.List;
import java.util.Optional;

/**
 * What the rules came to over one body so far.
 *
 * @param action the strongest action of all matches, {@link Action#ALLOW} without any
 * @param rule the rule that asked for it; of several the first in the file
 * @param counts how often each rule matched, in file order
 */
public record Outcome(Action action, Optional<String> rule, List<RuleCount> counts) {
  /** Of a body in which nothing was found. */
  public static final Outcome NOTHING = new Outcome(Action.ALLOW, Optional.empty(), List.of());

  public Outcome {
    counts = List.copyOf(counts);
  }

  /**
   * How often one rule matched.
   *
   * @param kind what its matches are
   */
  public record RuleCount(String rule, String kind, Action action, long count) {
    /** Both counts of one rule together. */
    public RuleCount and(RuleCount other) {
      return new RuleCount(rule, kind, action, count + other.count);
    }
  }
}
