package dev.sluice.extauthz.decision;

import dev.sluice.common.match.route.RequestPath;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the route of a request: among the publishes first, then in the policy file. */
final class RouteFinder {
  private final Supplier<RouteRules> publishes;

  RouteFinder(Supplier<RouteRules> publishes) {
    this.publishes = publishes;
  }

  /** What was found. */
  sealed interface RouteMatchResult {
    /** The route, and the path in its normal form. */
    record MatchedRoute(RouteRule route, RouteSource source, String path)
        implements RouteMatchResult {}

    /** None, with the rule that says so. */
    record NoRoute(DenialCode code, String rule) implements RouteMatchResult {}
  }

  RouteMatchResult find(CheckInput input, AuthzPolicy policy) {
    Optional<String> path = RequestPath.normalise(input.path());
    if (path.isEmpty()) {
      return new RouteMatchResult.NoRoute(DenialCode.NOT_FOUND, "path:ambiguous");
    }
    RouteRules rows = publishes.get();
    return input
        .routeId()
        .map(id -> named(id, rows, policy.routes(), path.get()))
        .orElseGet(() -> matched(input, rows, policy.routes(), path.get()));
  }

  /** Envoy may know a route a moment earlier than this server: the client shall try again. */
  private static RouteMatchResult named(String id, RouteRules rows, RouteRules file, String path) {
    return rows.byId(id)
        .map(rule -> found(rule, RouteSource.PUBLISH, path))
        .or(() -> file.byId(id).map(rule -> found(rule, RouteSource.POLICY_FILE, path)))
        .orElseGet(
            () -> new RouteMatchResult.NoRoute(DenialCode.AUTHZ_UNAVAILABLE, "route:unknown"));
  }

  private static RouteMatchResult matched(
      CheckInput input, RouteRules rows, RouteRules file, String path) {
    return rows.find(input.host(), path, input.method(), input::header)
        .map(rule -> found(rule, RouteSource.PUBLISH, path))
        .or(() ->
            file.find(input.host(), path, input.method(), input::header)
                .map(rule -> found(rule, RouteSource.POLICY_FILE, path)))
        .orElseGet(() -> new RouteMatchResult.NoRoute(DenialCode.NOT_FOUND, "route:none"));
  }

  private static RouteMatchResult found(RouteRule rule, RouteSource source, String path) {
    return new RouteMatchResult.MatchedRoute(rule, source, path);
  }
}
