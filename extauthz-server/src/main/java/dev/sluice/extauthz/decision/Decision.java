package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.RouteRule;
import org.jspecify.annotations.Nullable;

/** The answer to a request, naming its rule. */
public sealed interface Decision {
  /** What is the same for every outcome. */
  Facts facts();

  /** May pass, with these changes to its headers. */
  record Allow(Facts facts, Identity identity, HeaderChanges upstream) implements Decision {}

  /** May not; the identity is anonymous unless it was the level that was too low. */
  record Deny(Facts facts, Identity identity, ErrorCode code) implements Decision {}

  /**
   * What every record of the decision tells.
   *
   * @param route null when the request belongs to none
   * @param rule the rule that decided
   */
  record Facts(
      String requestId,
      String correlationId,
      @Nullable RouteRule route,
      String rule,
      String policyVersion,
      String environment,
      DecisionTrace trace) {}
}
