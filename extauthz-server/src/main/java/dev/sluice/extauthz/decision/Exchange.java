package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRule;

/**
 * A request with what is known of it so far.
 *
 * @param path in its normal form, without the query
 * @param environment the route's, or the server's where it has none
 * @param identity anonymous until the credential was looked at
 */
public record Exchange(
    CheckInput input,
    AuthzPolicy policy,
    RouteRule route,
    RouteSource routeSource,
    String path,
    String environment,
    Identity identity) {

  Exchange with(Identity known) {
    return new Exchange(input, policy, route, routeSource, path, environment, known);
  }
}
