package dev.sluice.extproc.policy;

import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.rewriter.Replacement;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the policy. A rule of a file with actions for several confidences is one rule for each
 * of them, with the same id and scope.
 *
 * @param order the rule's position in the file, which breaks ties
 * @param kind the kind of its findings: a recognizer's name, or the rule's own
 * @param mask the replacement of a finding if the action is {@link RuleAction#MASK}
 * @param detections the patterns, each searched on its own
 * @param allow the matching values that are not findings
 * @param external the entities of an external recognizer, in place of patterns
 * @param confidence the confidence of its findings
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
    AllowList allow,
    Optional<ExternalEntities> external,
    Confidence confidence) {
  public DlpRule {
    detections = List.copyOf(detections);
  }

  /** Creates a rule with patterns. */
  public DlpRule(
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
    this(
        order,
        id,
        kind,
        ruleClass,
        action,
        mask,
        severity,
        scope,
        detections,
        allow,
        Optional.empty(),
        Confidence.HIGH);
  }

  /** Returns the length of the longest match in bytes. */
  public int longestMatch() {
    return detections.stream().mapToInt(PatternSet.Entry::maxLength).max().orElse(0);
  }

  /** Returns the most bytes that may wait for a match: the match and the text that decides it. */
  public int longestWait() {
    return detections.stream()
        .mapToInt(entry -> entry.maxLength() + entry.check().lookAhead())
        .max()
        .orElse(0);
  }

  /** Returns the same rule at another position of the list. */
  public DlpRule at(int other) {
    return changed(other, action, detections);
  }

  /** Returns the same rule with another action. */
  public DlpRule with(RuleAction other) {
    return changed(order, other, detections);
  }

  /** Returns the same rule with other patterns. */
  public DlpRule with(List<PatternSet.Entry> others) {
    return changed(order, action, others);
  }

  private DlpRule changed(int place, RuleAction applied, List<PatternSet.Entry> searched) {
    return new DlpRule(
        place,
        id,
        kind,
        ruleClass,
        applied,
        mask,
        severity,
        scope,
        searched,
        allow,
        external,
        confidence);
  }
}
