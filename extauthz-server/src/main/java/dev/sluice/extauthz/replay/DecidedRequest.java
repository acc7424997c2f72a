package dev.sluice.extauthz.replay;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.block.NetworkRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with the decision that was made about it, and all that is needed to decide again.
 *
 * @param input the request; of a recorded one, without its credential
 * @param environment the environment of its route or, without one, of the server
 * @param route the route of a publish; null for a route of the policy file, and without a route
 * @param requirement the {@linkplain dev.sluice.extauthz.policy.AuthRequirement#fingerprint()
 *     fingerprint} of what the route requires of credentials
 * @param issuersHash the hash of the issuers of the policy that decided
 * @param detail the fault of the credential; empty if it has none, or was not checked
 * @param claims the claims of the token that are known; null without a token
 * @param addressRows the rows of the controller that concern the address of the client
 */
public record DecidedRequest(
    CheckInput input,
    String environment,
    RouteSource source,
    @Nullable RouteRule route,
    Verdict verdict,
    String requirement,
    String issuersHash,
    CredentialKind credential,
    String detail,
    Identity identity,
    @Nullable Claims claims,
    List<NetworkRule> addressRows,
    KnownValues known) {
  private static final String REJECTED = "credential:";

  public DecidedRequest {
    addressRows = List.copyOf(addressRows);
  }

  /** Returns a request about which a server has just decided. */
  public static DecidedRequest of(CheckInput input, Decision decision) {
    Decision.Facts facts = decision.facts();
    RouteRule route = facts.route();
    RouteSource source = facts.trace().routeSource();
    return new DecidedRequest(
        input,
        facts.environment(),
        source,
        source == RouteSource.PUBLISH ? route : null,
        decision.verdict(),
        route == null ? "" : route.auth().fingerprint(),
        facts.basis().journal().issuersHash(),
        facts.trace().credential(),
        facts.trace().detail(),
        decision.identity(),
        facts.basis().claims(),
        facts.basis().addressRows(),
        KnownValues.ALL);
  }

  /** Returns whether the credential was rejected. */
  boolean isRejected() {
    return verdict.rule().startsWith(REJECTED);
  }

  /** Returns whether the caller was authenticated. */
  boolean isAuthenticated() {
    return identity instanceof Identity.Caller;
  }
}
