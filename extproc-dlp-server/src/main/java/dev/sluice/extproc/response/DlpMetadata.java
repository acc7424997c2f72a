package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.policy.RuleAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the access log learns of an inspected exchange.
 *
 * @param action the strongest action of both directions
 * @param stage where it was decided: {@code pre}, {@code post}, or an event stream's mode
 * @param rule the rule that asked for the action
 * @param rules how often each rule matched
 * @param findings the matches, the first of them
 * @param diffHash of an agent's answer
 * @param streamed whether the answer is an event stream
 * @param error the code of a refusal
 */
public record DlpMetadata(
    RuleAction action,
    String stage,
    Optional<String> rule,
    List<RuleCount> rules,
    List<DlpFinding> findings,
    TokenUsage usage,
    Optional<String> diffHash,
    String policyVersion,
    boolean streamed,
    Optional<DlpErrorCode> error) {
  /** The namespace that Envoy must be told to receive. */
  public static final String NAMESPACE = "dev.sluice.dlp";

  /** How many matches it tells of; all of them are counted. */
  public static final int MOST_FINDINGS = 20;

  public DlpMetadata {
    rules = List.copyOf(rules);
    int count = findings.size();
    findings = List.copyOf(count <= MOST_FINDINGS ? findings : findings.subList(0, MOST_FINDINGS));
  }

  /**
   * What differs from what has been {@code told}, as a field of an answer: Envoy files field by
   * field. Nothing that was told is ever taken back.
   */
  public ByteString diff(@Nullable DlpMetadata told) {
    return equals(told) ? ByteString.EMPTY : new DlpMetadataDiff(this, told).encoded();
  }
}
