package dev.sluice.extauthz.replay;

import dev.sluice.extauthz.decision.outcome.Verdict;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A result of the shadow policy, as the record of a decision has it.
 *
 * @param policyId the name, the version and the hash of the shadow policy
 */
public record RecordedShadow(String policyId, ReplayResult result) {
  /** Reads the result from a record; empty if no shadow policy decided about the request. */
  public static Optional<RecordedShadow> read(JsonNode record) {
    JsonNode shadow = record.path("inputs").path("shadow_policy");
    return shadow.isObject()
        ? Optional.of(new RecordedShadow(shadow.path("policy").asString(""), result(shadow)))
        : Optional.empty();
  }

  private static ReplayResult result(JsonNode shadow) {
    return shadow.has("decision")
        ? new ReplayResult.Decided(
            new Verdict(
                shadow.path("decision").asString("").equals("allow"),
                shadow.path("error_code").asString(""),
                shadow.path("rule").asString("")))
        : new ReplayResult.Undecided(shadow.path("undecided").asString(""));
  }
}
