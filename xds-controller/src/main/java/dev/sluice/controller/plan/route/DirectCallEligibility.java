package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.value.AuthMode;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.policy.CsrfIr;
import dev.sluice.controller.ir.policy.HeaderPolicyIr;
import dev.sluice.controller.ir.policy.RateLimitIr;
import dev.sluice.controller.ir.policy.RequestLimitIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
import dev.sluice.controller.ir.policy.WafIr;
import dev.sluice.controller.ir.route.UpstreamAuth;
import java.util.List;

/**
 * A check whether gRPC clients may call the backends of a route without a gateway. They may only
 * where a gateway would neither check nor add anything, and the client can do the rest itself.
 */
final class DirectCallEligibility {
  private DirectCallEligibility() {}

  static boolean allowed(Publish publish, Route route, List<Backend> targets) {
    boolean samePath =
        route.rewritePrefix().filter(prefix -> !prefix.equals(route.path())).isEmpty();
    return publish.authMode() == AuthMode.NONE
        && samePath
        && route.query().isEmpty()
        && !targets.isEmpty()
        && targets.stream().allMatch(DirectCallEligibility::callable);
  }

  /** Returns whether calls that bypass the gateway miss nothing of a policy. */
  static boolean missesNothingOf(RoutePolicyIr policy) {
    return !(policy instanceof CsrfIr
        || policy instanceof HeaderPolicyIr
        || policy instanceof RateLimitIr
        || policy instanceof RequestLimitIr
        || policy instanceof TokenBudgetIr
        || policy instanceof WafIr
        || RouteActions.isAction(policy));
  }

  private static boolean callable(Backend backend) {
    boolean nothingAdded =
        !backend.internalToken()
            && (backend.upstreamAuth() == UpstreamAuth.STRIP
                || backend.upstreamAuth() == UpstreamAuth.PASSTHROUGH);
    return backend.scheme() == UpstreamScheme.GRPC && nothingAdded && found(backend.endpoints());
  }

  /** Returns whether a client can resolve the endpoints: IP addresses, or a single name. */
  private static boolean found(List<EndpointIr> endpoints) {
    return endpoints.size() == 1
        || endpoints.stream().map(EndpointIr::host).allMatch(EndpointIr::isAddress);
  }
}
