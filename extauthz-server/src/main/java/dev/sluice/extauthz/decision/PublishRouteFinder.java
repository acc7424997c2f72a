package dev.sluice.extauthz.decision;

import dev.sluice.common.match.route.RequestPath;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.Optional;
import java.util.function.Supplier;

/** A finder of routes that searches the publishes first, then the policy file. */
public final class PublishRouteFinder implements RouteFinder {
  private final Supplier<RouteRules> publishes;

  public PublishRouteFinder(Supplier<RouteRules> publishes) {
    this.publishes = publishes;
  }

  @Override
  public RouteMatchResult find(CheckInput input, AuthzPolicy policy) {
    Optional<String> path = RequestPath.normalize(input.path());
    if (path.isEmpty()) {
      return new RouteMatchResult.NoRoute(DenialCode.NOT_FOUND, "path:ambiguous");
    }
    RouteRules published = publishes.get();
    return input
        .routeId()
        .map(id -> findById(id, published, policy.routes(), path.get()))
        .orElseGet(() -> findByMatch(input, published, policy.routes(), path.get()));
  }

  /**
   * Finds the route that Envoy named. Envoy can receive a new route before this server does; an
   * unknown route is therefore a retryable denial.
   */
  private static RouteMatchResult findById(
      String id, RouteRules published, RouteRules file, String path) {
    return published
        .byId(id)
        .map(rule -> matched(rule, RouteSource.PUBLISH, path))
        .or(() -> file.byId(id).map(rule -> matched(rule, RouteSource.POLICY_FILE, path)))
        .orElseGet(
            () -> new RouteMatchResult.NoRoute(DenialCode.AUTHZ_UNAVAILABLE, "route:unknown"));
  }

  private static RouteMatchResult findByMatch(
      CheckInput input, RouteRules published, RouteRules file, String path) {
    return published
        .find(input.host(), input.path(), input.method(), input::header)
        .map(rule -> matched(rule, RouteSource.PUBLISH, path))
        .or(() ->
            file.find(input.host(), input.path(), input.method(), input::header)
                .map(rule -> matched(rule, RouteSource.POLICY_FILE, path)))
        .orElseGet(() -> new RouteMatchResult.NoRoute(DenialCode.NOT_FOUND, "route:none"));
  }

  private static RouteMatchResult matched(RouteRule rule, RouteSource source, String path) {
    return new RouteMatchResult.MatchedRoute(rule, source, path);
  }
}
