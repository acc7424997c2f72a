package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.recognizer.Confidence;
import java.util.Optional;

/**
 * A finding: the rule that matched and the place, never the matched text.
 *
 * @param direction the direction of the body
 * @param rule the rule's id
 * @param kind the name of the recognizer, or the rule's kind
 * @param channel the text channel, such as {@code choices[0].delta.content}
 * @param offset the start of the finding in the channel, in UTF-8 bytes of decoded text
 * @param length the length of the finding in the same unit
 * @param action the action of the rule
 * @param confidence the confidence of the recognizer
 * @param hash the keyed hash of the value, specific to the tenant; empty without a key
 */
public record DlpFinding(
    BodyDirection direction,
    String rule,
    String kind,
    String channel,
    long offset,
    int length,
    RuleAction action,
    Confidence confidence,
    Optional<String> hash) {

  /** Creates a finding of high confidence. */
  public DlpFinding(
      BodyDirection direction,
      String rule,
      String kind,
      String channel,
      long offset,
      int length,
      RuleAction action,
      Optional<String> hash) {
    this(direction, rule, kind, channel, offset, length, action, Confidence.HIGH, hash);
  }
}
