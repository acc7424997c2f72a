package dev.sluice.extauthz.decision;

import dev.sluice.common.match.RequestHost;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.token.Claims;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.RouteRule;
import org.jspecify.annotations.Nullable;

/**
 * A request with what is known of it so far.
 *
 * @param path in its normal form, without the query
 * @param environment the route's, or the server's where it has none
 * @param identity anonymous until the credential was looked at
 * @param claims of the token that was shown, if any was
 */
public record Exchange(
    CheckInput input,
    AuthzPolicy policy,
    RouteRule route,
    RouteSource routeSource,
    String path,
    String environment,
    Identity identity,
    @Nullable Claims claims) {
  /** One whose caller has shown no token. */
  public Exchange(
      CheckInput input,
      AuthzPolicy policy,
      RouteRule route,
      RouteSource routeSource,
      String path,
      String environment,
      Identity identity) {
    this(input, policy, route, routeSource, path, environment, identity, null);
  }

  /** Where it takes place; without a tenant as long as it is not known who calls. */
  public ExchangeScope scope() {
    return new ExchangeScope(
        route.id(),
        identity instanceof Identity.Caller caller ? caller.tenant() : "",
        environment,
        RequestHost.normalise(input.host()),
        path);
  }

  /** The header contract under which it comes; null if it comes under none. */
  public @Nullable HeaderContract contract() {
    return policy.contracts().isEmpty() ? null : policy.contractOf(scope(), route.product());
  }

  Exchange with(Authentication.Known known) {
    return new Exchange(
        input, policy, route, routeSource, path, environment, known.identity(), known.claims());
  }
}
