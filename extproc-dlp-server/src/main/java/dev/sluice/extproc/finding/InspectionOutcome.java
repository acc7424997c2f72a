package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.RuleAction;
import java.util.List;
import java.util.Optional;

/**
 * What the rules came to over one body so far.
 *
 * @param action the strongest action of all matches, {@link RuleAction#ALLOW} without any
 * @param rule the rule that asked for it; of several the first in the file
 * @param counts how often each rule matched, in file order
 */
public record InspectionOutcome(RuleAction action, Optional<String> rule, List<RuleCount> counts) {
  /** Of a body in which nothing was found. */
  public static final InspectionOutcome NOTHING =
      new InspectionOutcome(RuleAction.ALLOW, Optional.empty(), List.of());

  public InspectionOutcome {
    counts = List.copyOf(counts);
  }

  /**
   * How often one rule matched.
   *
   * @param kind what its matches are
   */
  public record RuleCount(String rule, String kind, RuleAction action, long count) {
    /** Both counts of one rule together. */
    public RuleCount plus(RuleCount other) {
      return new RuleCount(rule, kind, action, count + other.count);
    }
  }
}
