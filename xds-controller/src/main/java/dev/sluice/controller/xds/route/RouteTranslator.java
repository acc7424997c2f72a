package dev.sluice.controller.xds.route;

import com.google.protobuf.Any;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
import dev.sluice.controller.ir.policy.UpgradeIr;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.WeightedBackendIr;
import dev.sluice.controller.ir.version.RouteVersionIr;
import dev.sluice.controller.ir.version.VersionGoneIr;
import dev.sluice.controller.xds.filter.AdaptiveConcurrencyTranslator;
import dev.sluice.controller.xds.filter.ExtProcTranslator;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.SubsetLabels;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.MaxStreamDuration;
import io.envoyproxy.envoy.config.route.v3.RouteAction.UpgradeConfig;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A translator of one route: its match, its filter settings and its target. */
public final class RouteTranslator {
  private static final int SERVICE_UNAVAILABLE = 503;

  /** The setting that enables a filter without settings of its own. */
  private static final Any ENABLED =
      DeterministicEncoding.any(
          FilterConfig.newBuilder().setConfig(Any.getDefaultInstance()).build());

  private RouteTranslator() {}

  /**
   * Translates a route.
   *
   * @param detail the detail in the messages of errors
   */
  static Route translate(RouteIr route, MessageDetail detail) {
    Route.Builder translated =
        Route.newBuilder().setName(route.id()).setMatch(RouteMatchTranslator.translate(route));
    if (route.dialect() != ErrorDialect.SLUICE) {
      translated.setMetadata(DialectMetadata.of(route.dialect()));
    }
    Optional<VersionGoneIr> gone = route.version().flatMap(RouteVersionIr::gone);
    if (gone.isEmpty()
        && (route.inspection() != InspectionMode.OFF
            || route.sseIds() == SseEventIds.ADD
            || route.models().isPresent()
            || route.policy(TokenBudgetIr.class).filter(TokenBudgetIr::counts).isPresent())) {
      translated.putTypedPerFilterConfig(XdsNames.EXT_PROC, ExtProcTranslator.perRoute());
    }
    if (route.grpc()) {
      translated.putTypedPerFilterConfig(XdsNames.GRPC_WEB, ENABLED);
    }
    route.policies().forEach(policy -> RoutePolicyTranslator.apply(policy, translated));
    route
        .version()
        .flatMap(RouteVersionIr::lifecycle)
        .ifPresent(end -> translated.addAllResponseHeadersToAdd(VersionTranslator.headers(end)));
    if (gone.isPresent()) {
      translated.setDirectResponse(VersionTranslator.gone(gone.get(), route.dialect(), detail));
    } else if (!LocalAnswerTranslator.apply(route, translated)) {
      forward(route, translated);
    }
    if (route.streaming()) {
      // The latency of a stream says nothing about the load.
      translated.putTypedPerFilterConfig(
          XdsNames.ADAPTIVE_CONCURRENCY, AdaptiveConcurrencyTranslator.off());
    }
    return translated.build();
  }

  /** Sends requests to the backends of a route; without one, they get 503. */
  private static void forward(RouteIr route, Route.Builder translated) {
    if (route.backends().isEmpty()) {
      // The route stays in the list, so that no later route matches its requests.
      translated.setDirectResponse(
          DirectResponseAction.newBuilder().setStatus(SERVICE_UNAVAILABLE));
    } else {
      translated.setRoute(action(route));
      ResilienceTranslator.response(route).ifPresent(translated::addResponseHeadersToAdd);
    }
  }

  private static RouteAction action(RouteIr route) {
    RouteAction.Builder action = ResilienceTranslator.action(route).toBuilder();
    route.rewritePrefix().ifPresent(action::setPrefixRewrite);
    if (route.grpc()) {
      // The deadline of the caller within the timeout of the route. Envoy ignores the timeout of
      // a route with such a deadline, also for calls without one.
      MaxStreamDuration.Builder limit = action.getMaxStreamDurationBuilder();
      limit.setGrpcTimeoutHeaderMax(action.getTimeout());
      if (!limit.hasMaxStreamDuration()) {
        limit.setMaxStreamDuration(action.getTimeout());
      }
    }
    route
        .policy(UpgradeIr.class)
        .filter(UpgradeIr::websocket)
        .ifPresent(
            _ -> action.addUpgradeConfigs(UpgradeConfig.newBuilder().setUpgradeType("websocket")));
    Optional<RewriteIr> rewrite = route.policy(RewriteIr.class);
    if (rewrite.filter(RewriteIr::changesPath).isEmpty()) {
      route
          .version()
          .flatMap(RouteVersionIr::path)
          .ifPresent(path -> action.setRegexRewrite(VersionTranslator.rewrite(path)));
    }
    rewrite.ifPresent(policy -> RewriteTranslator.apply(policy, action));
    return action.mergeFrom(target(route, cluster(route))).build();
  }

  private static UnaryOperator<String> cluster(RouteIr route) {
    return route.fallbacks().isEmpty()
        ? XdsNames::cluster
        : backend -> XdsNames.failover(route, backend);
  }

  /**
   * Returns the target of a route.
   *
   * @param cluster returns the cluster name of a backend
   */
  public static RouteAction target(RouteIr route, UnaryOperator<String> cluster) {
    RouteAction.Builder action = RouteAction.newBuilder();
    if (route.backends().size() == 1) {
      WeightedBackendIr only = route.backends().getFirst();
      if (!only.subset().isEmpty()) {
        action.setMetadataMatch(SubsetLabels.metadata(only.subset()));
      }
      return action.setCluster(cluster.apply(only.backend())).build();
    }
    WeightedCluster.Builder weighted = WeightedCluster.newBuilder();
    for (WeightedBackendIr backend : route.backends()) {
      WeightedCluster.ClusterWeight.Builder share =
          weighted
              .addClustersBuilder()
              .setName(cluster.apply(backend.backend()))
              .setWeight(EnvoyMessages.uint(backend.weight()));
      if (!backend.subset().isEmpty()) {
        share.setMetadataMatch(SubsetLabels.metadata(backend.subset()));
      }
    }
    return action.setWeightedClusters(weighted).build();
  }
}
