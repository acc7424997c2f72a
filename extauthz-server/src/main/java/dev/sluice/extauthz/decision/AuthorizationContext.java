package dev.sluice.extauthz.decision;

import dev.sluice.common.match.route.RequestHost;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.RouteRule;
import org.jspecify.annotations.Nullable;

/**
 * A request with what is known of it so far.
 *
 * @param scope without a tenant as long as it is not known who calls
 * @param headerContract the header contract under which it comes; null if it comes under none
 * @param identity anonymous until the credential was looked at
 * @param claims of the token that was shown, if any was
 */
public record AuthorizationContext(
    CheckInput input,
    AuthzPolicy policy,
    RouteRule route,
    RouteSource routeSource,
    ExchangeScope scope,
    @Nullable HeaderContract headerContract,
    Identity identity,
    @Nullable Claims claims) {

  /**
   * One of which nobody knows yet who calls.
   *
   * @param path in its normal form, without the query
   * @param environment the route's, or the server's where it has none
   */
  public static AuthorizationContext unauthenticated(
      CheckInput input,
      AuthzPolicy policy,
      RouteRule route,
      RouteSource routeSource,
      String path,
      String environment) {
    var scope =
        new ExchangeScope(route.id(), "", environment, RequestHost.normalise(input.host()), path);
    return new AuthorizationContext(
        input,
        policy,
        route,
        routeSource,
        scope,
        policy.headerContract(scope, route.product()),
        new Identity.Anonymous(),
        null);
  }

  /** The same, now that the credential was looked at. */
  public AuthorizationContext authenticatedAs(AuthenticationResult.Authenticated known) {
    ExchangeScope now =
        known.identity() instanceof Identity.Caller caller
            ? new ExchangeScope(
                scope.route(), caller.tenant(), scope.environment(), scope.host(), scope.path())
            : scope;
    return new AuthorizationContext(
        input, policy, route, routeSource, now, headerContract, known.identity(), known.claims());
  }

  /** In its normal form, without the query. */
  public String path() {
    return scope.path();
  }

  /** The route's, or the server's where it has none. */
  public String environment() {
    return scope.environment();
  }
}
