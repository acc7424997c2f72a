package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.FallbackIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.RetryIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.TimeoutIr;
import dev.sluice.controller.xds.filter.CorsTranslator;
import dev.sluice.controller.xds.filter.CustomResponseTranslator;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.Route;

/** A translator of policies to settings of a route that has a target. */
final class RoutePolicyTranslator {
  private RoutePolicyTranslator() {}

  static void apply(RoutePolicyIr policy, Route.Builder route) {
    switch (policy) {
      case CorsIr cors ->
          route.putTypedPerFilterConfig(XdsNames.CORS, CorsTranslator.perRoute(cors));
      case FallbackIr fallback ->
          route.putTypedPerFilterConfig(
              XdsNames.CUSTOM_RESPONSE, CustomResponseTranslator.perRoute(fallback));
      case MirrorIr _, RetryIr _, TimeoutIr _ -> {
        // ResilienceTranslator reads them, because routes without them have defaults.
      }
      case InspectionIr _ -> {
        // The route itself has the inspection mode.
      }
    }
  }
}
