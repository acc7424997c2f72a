package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.WeightedBackendIr;
import dev.sluice.controller.xds.filter.ExtProcTranslator;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A translator of one route: its match, its filter settings and its target. */
public final class RouteTranslator {
  private static final int SERVICE_UNAVAILABLE = 503;

  private RouteTranslator() {}

  static Route translate(RouteIr route) {
    Route.Builder translated =
        Route.newBuilder().setName(route.id()).setMatch(RouteMatchTranslator.translate(route));
    if (route.inspection() != InspectionMode.OFF || route.sseIds() == SseEventIds.ADD) {
      translated.putTypedPerFilterConfig(XdsNames.EXT_PROC, ExtProcTranslator.perRoute());
    }
    route.policies().forEach(policy -> RoutePolicyTranslator.apply(policy, translated));
    if (LocalAnswerTranslator.apply(route, translated)) {
      return translated.build();
    }
    if (route.backends().isEmpty()) {
      // The route stays in the list, so that no later route matches its requests.
      translated.setDirectResponse(
          DirectResponseAction.newBuilder().setStatus(SERVICE_UNAVAILABLE));
    } else {
      translated.setRoute(action(route));
    }
    return translated.build();
  }

  private static RouteAction action(RouteIr route) {
    RouteAction.Builder action =
        RouteAction.newBuilder()
            .setTimeout(EnvoyMessages.duration(route.streaming() ? Duration.ZERO : route.timeout()))
            .setIdleTimeout(EnvoyMessages.duration(route.idleTimeout()));
    route.rewritePrefix().ifPresent(action::setPrefixRewrite);
    route.policy(RewriteIr.class).ifPresent(rewrite -> RewriteTranslator.apply(rewrite, action));
    return action.mergeFrom(target(route, XdsNames::cluster)).build();
  }

  /**
   * Returns the target of a route.
   *
   * @param cluster returns the cluster name of a backend
   */
  public static RouteAction target(RouteIr route, UnaryOperator<String> cluster) {
    RouteAction.Builder action = RouteAction.newBuilder();
    if (route.backends().size() == 1) {
      return action.setCluster(cluster.apply(route.backends().getFirst().backend())).build();
    }
    WeightedCluster.Builder weighted = WeightedCluster.newBuilder();
    for (WeightedBackendIr backend : route.backends()) {
      weighted
          .addClustersBuilder()
          .setName(cluster.apply(backend.backend()))
          .setWeight(EnvoyMessages.uint(backend.weight()));
    }
    return action.setWeightedClusters(weighted).build();
  }
}
