package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision says without its request: the same caller was told the same on the same route.
 *
 * @param code why not; null if the request may pass
 */
public record EncodedDecisionKey(
    Identity identity,
    @Nullable DenialCode code,
    @Nullable RouteRule route,
    String rule,
    String policyVersion,
    String environment,
    CredentialKind credential,
    String detail,
    AccessLevel requiredLevel,
    List<String> shadowRules) {

  /** What a decision has in common with all that are like it. */
  public static EncodedDecisionKey of(Decision decision) {
    Facts facts = decision.facts();
    DecisionTrace trace = facts.trace();
    return new EncodedDecisionKey(
        decision.identity(),
        code(decision),
        facts.route(),
        facts.rule(),
        facts.policyVersion(),
        facts.environment(),
        trace.credential(),
        trace.detail(),
        trace.requiredLevel(),
        trace.shadowRules());
  }

  /** Whether the decision says the same. */
  boolean matches(Decision decision) {
    Facts facts = decision.facts();
    DecisionTrace trace = facts.trace();
    return Objects.equals(route, facts.route())
        && code == code(decision)
        && credential == trace.credential()
        && requiredLevel == trace.requiredLevel()
        && rule.equals(facts.rule())
        && policyVersion.equals(facts.policyVersion())
        && environment.equals(facts.environment())
        && detail.equals(trace.detail())
        && shadowRules.equals(trace.shadowRules())
        && Objects.equals(identity, decision.identity());
  }

  /** Equal of decisions that say the same. */
  static int hashOf(Decision decision) {
    RouteRule route = decision.facts().route();
    int place = route == null ? 0 : route.id().hashCode();
    int who =
        decision.identity() instanceof Identity.Caller caller
            ? 31 * caller.subject().hashCode() + caller.tenant().hashCode()
            : 0;
    return 31 * (31 * who + place) + Objects.hashCode(decision.facts().rule());
  }

  private static @Nullable DenialCode code(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> null;
      case Decision.Deny deny -> deny.code();
    };
  }
}
