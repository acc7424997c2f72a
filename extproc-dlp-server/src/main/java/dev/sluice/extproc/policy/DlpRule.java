package dev.sluice.extproc.policy;

import dev.sluice.common.match.PatternSet;
import dev.sluice.extproc.rewriter.MaskTemplate;
import java.util.List;

/**
 * One rule of the policy.
 *
 * @param order the rule's place in the file, which breaks ties
 * @param kind regex, keyword or checksum
 * @param mask what replaces a match of a masking rule
 * @param detections what a match is, each looked for by itself
 * @param allow values that match and are no findings
 */
public record DlpRule(
    int order,
    String id,
    String kind,
    Action action,
    MaskTemplate mask,
    Severity severity,
    RuleScope scope,
    List<PatternSet.Entry> detections,
    AllowList allow) {
  public DlpRule {
    detections = List.copyOf(detections);
  }
}
