package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.AdmissionControlIr;
import dev.sluice.controller.ir.policy.CacheIr;
import dev.sluice.controller.ir.policy.CompressionIr;
import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.CsrfIr;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.FallbackIr;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import dev.sluice.controller.ir.policy.HeaderPolicyIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.ModelPolicyIr;
import dev.sluice.controller.ir.policy.RateLimitIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.policy.RequestLimitIr;
import dev.sluice.controller.ir.policy.RetryIr;
import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.RouteTracingIr;
import dev.sluice.controller.ir.policy.TimeoutIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
import dev.sluice.controller.ir.policy.UpgradeIr;
import dev.sluice.controller.ir.policy.VariantIr;
import dev.sluice.controller.ir.policy.WafIr;
import dev.sluice.controller.xds.filter.AdmissionControlTranslator;
import dev.sluice.controller.xds.filter.CompressionTranslator;
import dev.sluice.controller.xds.filter.CorsTranslator;
import dev.sluice.controller.xds.filter.CsrfTranslator;
import dev.sluice.controller.xds.filter.CustomResponseTranslator;
import dev.sluice.controller.xds.filter.GrpcJsonTranslator;
import dev.sluice.controller.xds.filter.RequestLimitTranslator;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.Route;

/** A translator of policies to settings of a route that has a target. */
final class RoutePolicyTranslator {
  private RoutePolicyTranslator() {}

  static void apply(RoutePolicyIr policy, Route.Builder route) {
    switch (policy) {
      case AdmissionControlIr admission ->
          route.putTypedPerFilterConfig(
              XdsNames.ADMISSION_CONTROL, AdmissionControlTranslator.perRoute(admission));
      case CorsIr cors ->
          route.putTypedPerFilterConfig(XdsNames.CORS, CorsTranslator.perRoute(cors));
      case CompressionIr compression ->
          route.putAllTypedPerFilterConfig(CompressionTranslator.perRoute(compression));
      case CsrfIr csrf when csrf.enabled() ->
          route.putTypedPerFilterConfig(XdsNames.CSRF, CsrfTranslator.perRoute(csrf));
      case CsrfIr _ -> {
        // The check of a wider scope ends here.
      }
      case GrpcJsonIr json ->
          route.putTypedPerFilterConfig(XdsNames.GRPC_JSON, GrpcJsonTranslator.perRoute(json));
      case HeaderPolicyIr headers -> HeaderPolicyTranslator.apply(headers, route);
      case RequestLimitIr limit ->
          route.putAllTypedPerFilterConfig(RequestLimitTranslator.perRoute(limit));
      case RouteTracingIr tracing -> route.setTracing(RouteTracingTranslator.translate(tracing));
      case UpgradeIr _ -> {
        // The action of the route has the upgrades.
      }
      case FallbackIr fallback ->
          route.putTypedPerFilterConfig(
              XdsNames.CUSTOM_RESPONSE, CustomResponseTranslator.perRoute(fallback));
      case MirrorIr _, RetryIr _, TimeoutIr _ -> {
        // ResilienceTranslator reads them, because routes without them have defaults.
      }
      case InspectionIr _ -> {
        // The route itself has the inspection mode.
      }
      case ModelPolicyIr _ -> {
        // The models of the route contain it.
      }
      case VariantIr _ -> {
        // VariantTranslator adds a route for each pin.
      }
      case CacheIr _, RateLimitIr _, TokenBudgetIr _, WafIr _ -> {
        // The policy servers store, count and search; Envoy has no part in it.
      }
      case DirectResponseIr _, RedirectIr _, RewriteIr _ -> {
        // They decide about the action, which is translated last.
      }
    }
  }
}
