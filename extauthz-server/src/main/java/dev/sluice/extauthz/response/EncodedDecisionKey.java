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
 * A key of the encoded-decision cache: the fields of a decision that do not depend on its request.
 *
 * @param code the code of a denial; null if the request is allowed
 * @param issuersHash the hash of the issuers of the policy
 */
public record EncodedDecisionKey(
    Identity identity,
    @Nullable DenialCode code,
    @Nullable RouteRule route,
    String rule,
    String policyVersion,
    String policyId,
    String issuersHash,
    String environment,
    CredentialKind credential,
    String detail,
    AccessLevel requiredLevel,
    List<String> shadowRules) {

  /** Returns the key of a decision. */
  public static EncodedDecisionKey of(Decision decision) {
    Facts facts = decision.facts();
    DecisionTrace trace = facts.trace();
    return new EncodedDecisionKey(
        decision.identity(),
        code(decision),
        facts.route(),
        facts.rule(),
        facts.policyVersion(),
        facts.policyId(),
        facts.basis().journal().issuersHash(),
        facts.environment(),
        trace.credential(),
        trace.detail(),
        trace.requiredLevel(),
        trace.shadowRules());
  }

  /** Returns true if a decision has this key. */
  boolean matches(Decision decision) {
    Facts facts = decision.facts();
    DecisionTrace trace = facts.trace();
    return Objects.equals(route, facts.route())
        && code == code(decision)
        && credential == trace.credential()
        && requiredLevel == trace.requiredLevel()
        && rule.equals(facts.rule())
        && policyVersion.equals(facts.policyVersion())
        && policyId.equals(facts.policyId())
        && issuersHash.equals(facts.basis().journal().issuersHash())
        && environment.equals(facts.environment())
        && detail.equals(trace.detail())
        && shadowRules.equals(trace.shadowRules())
        && Objects.equals(identity, decision.identity());
  }

  /** Returns a hash that is equal for decisions with equal keys. */
  static int hashOf(Decision decision) {
    RouteRule route = decision.facts().route();
    int routeHash = route == null ? 0 : route.id().hashCode();
    int callerHash =
        decision.identity() instanceof Identity.Caller caller
            ? 31 * caller.subject().hashCode() + caller.tenant().hashCode()
            : 0;
    return 31 * (31 * callerHash + routeHash) + Objects.hashCode(decision.facts().rule());
  }

  private static @Nullable DenialCode code(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> null;
      case Decision.Deny deny -> deny.code();
    };
  }
}
