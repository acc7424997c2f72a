package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.xds.filter.CorsTranslator;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.Route;

/** A translator of policies to settings of a route that has a target. */
final class RoutePolicyTranslator {
  private RoutePolicyTranslator() {}

  static void apply(RoutePolicyIr policy, Route.Builder route) {
    switch (policy) {
      case CorsIr cors ->
          route.putTypedPerFilterConfig(XdsNames.CORS, CorsTranslator.perRoute(cors));
      case InspectionIr _ -> {
        // The route itself has the inspection mode.
      }
      case DirectResponseIr _, RedirectIr _, RewriteIr _ -> {
        // They decide about the action, which is translated last.
      }
    }
  }
}
