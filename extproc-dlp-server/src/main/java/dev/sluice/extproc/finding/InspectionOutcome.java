package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.RuleAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The outcome of the rules for one body so far.
 *
 * @param action the strongest action of all findings, {@link RuleAction#ALLOW} without any
 * @param rule the rule of that action; the first in the file if there are several
 * @param counts the number of findings per rule, in file order
 */
public record InspectionOutcome(RuleAction action, Optional<String> rule, List<RuleCount> counts) {
  /** The outcome of a body without findings. */
  public static final InspectionOutcome NOTHING =
      new InspectionOutcome(RuleAction.ALLOW, Optional.empty(), List.of());

  public InspectionOutcome {
    counts = List.copyOf(counts);
  }

  /** Returns the outcome together with that of other rules. */
  public InspectionOutcome plus(InspectionOutcome other) {
    boolean otherDecides = rule.isEmpty() || other.action.strongerThan(action);
    return new InspectionOutcome(
        otherDecides ? other.action : action,
        otherDecides ? other.rule.or(() -> rule) : rule,
        Stream.concat(counts.stream(), other.counts.stream()).toList());
  }

  /**
   * The number of findings of one rule.
   *
   * @param kind the kind of the findings
   */
  public record RuleCount(String rule, String kind, RuleAction action, long count) {
    /** Returns the sum of two counts of one rule. */
    public RuleCount plus(RuleCount other) {
      return new RuleCount(rule, kind, action, count + other.count);
    }
  }
}
