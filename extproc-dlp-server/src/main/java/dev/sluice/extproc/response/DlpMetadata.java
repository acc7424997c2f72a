package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.ShadowChanges;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.policy.RuleAction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that the access log receives about an inspected exchange.
 *
 * @param action the strongest action of both directions
 * @param stage the stage of the decision: {@code pre}, {@code post}, or an event stream's mode
 * @param rule the rule with that action
 * @param rules the number of findings per rule
 * @param findings the first findings
 * @param diffHash the hash of the diffs in an agent's response
 * @param changedFilesHash the hash of the list of changed files in an agent's response
 * @param policyId the names, versions and hashes of the policies
 * @param streamed true if the response is an event stream
 * @param error the code of a rejection
 * @param shadow what the shadow rules would change
 */
public record DlpMetadata(
    RuleAction action,
    String stage,
    Optional<String> rule,
    List<RuleCount> rules,
    List<DlpFinding> findings,
    TokenUsage usage,
    Optional<String> diffHash,
    Optional<String> changedFilesHash,
    String policyVersion,
    String policyId,
    boolean streamed,
    Optional<DlpErrorCode> error,
    Optional<ShadowChanges> shadow) {
  /** The metadata namespace that Envoy must be configured to receive. */
  public static final String NAMESPACE = "dev.sluice.dlp";

  /** The most findings in the metadata; the counts include all. */
  public static final int MOST_FINDINGS = 20;

  public DlpMetadata {
    rules = List.copyOf(rules);
    int count = findings.size();
    findings = List.copyOf(count <= MOST_FINDINGS ? findings : findings.subList(0, MOST_FINDINGS));
  }

  /**
   * Returns the fields that differ from the metadata {@code sent} before, as a field of a response.
   * Envoy merges them field by field, and no field is ever removed.
   */
  public ByteString diff(@Nullable DlpMetadata sent) {
    return equals(sent) ? ByteString.EMPTY : new DlpMetadataDiff(this, sent).encoded();
  }
}
