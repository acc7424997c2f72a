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
 * A request with its route and the identity of its caller, as far as they are determined.
 *
 * @param scope the route, tenant, environment, host and path; the tenant is empty before
 *     authentication
 * @param headerContract the header contract that applies to the request; null if none does
 * @param identity the caller; anonymous before authentication
 * @param claims the claims of the token; null if the request has no token
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
   * Returns the context of a request before authentication.
   *
   * @param path the normalized path, without the query
   * @param environment the environment of the route, or of the server if the route has none
   */
  public static AuthorizationContext unauthenticated(
      CheckInput input,
      AuthzPolicy policy,
      RouteRule route,
      RouteSource routeSource,
      String path,
      String environment) {
    var scope =
        new ExchangeScope(route.id(), "", environment, RequestHost.normalize(input.host()), path);
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

  /** Returns this context with the identity and the claims of the authenticated caller. */
  public AuthorizationContext authenticatedAs(AuthenticationResult.Authenticated authenticated) {
    ExchangeScope newScope =
        authenticated.identity() instanceof Identity.Caller caller
            ? new ExchangeScope(
                scope.route(), caller.tenant(), scope.environment(), scope.host(), scope.path())
            : scope;
    return new AuthorizationContext(
        input,
        policy,
        route,
        routeSource,
        newScope,
        headerContract,
        authenticated.identity(),
        authenticated.claims());
  }

  /** Returns the normalized path, without the query. */
  public String path() {
    return scope.path();
  }

  /** Returns the environment of the route, or of the server if the route has none. */
  public String environment() {
    return scope.environment();
  }
}
