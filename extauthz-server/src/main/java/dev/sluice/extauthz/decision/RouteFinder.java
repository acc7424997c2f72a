package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRule;

/** A finder of the route of a request. */
@FunctionalInterface
public interface RouteFinder {
  /** Finds the route of a request. */
  RouteMatchResult find(CheckInput input, AuthzPolicy policy);

  /** A result of the search for a route. */
  sealed interface RouteMatchResult {
    /** The route, with the normalized path of the request. */
    record MatchedRoute(RouteRule route, RouteSource source, String path)
        implements RouteMatchResult {}

    /** A request without a route, with the code and the rule of the denial. */
    record NoRoute(DenialCode code, String rule) implements RouteMatchResult {}
  }
}
