package dev.sluice.extproc.policy;

import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.rewriter.Replacement;
import java.util.List;

/**
 * One rule of the policy.
 *
 * @param order the rule's place in the file, which breaks ties
 * @param kind what matches are: the name of a recognizer, or the rule's own
 * @param mask what replaces a match of a rule whose action is {@link RuleAction#MASK}
 * @param detections what a match is, each looked for by itself
 * @param allow values that match and are no findings
 */
public record DlpRule(
    int order,
    String id,
    String kind,
    RuleClass ruleClass,
    RuleAction action,
    Replacement mask,
    RuleSeverity severity,
    RuleScope scope,
    List<PatternSet.Entry> detections,
    AllowList allow) {
  public DlpRule {
    detections = List.copyOf(detections);
  }

  /** The same rule, which does something else with what it finds. */
  public DlpRule with(RuleAction other) {
    return new DlpRule(order, id, kind, ruleClass, other, mask, severity, scope, detections, allow);
  }
}
