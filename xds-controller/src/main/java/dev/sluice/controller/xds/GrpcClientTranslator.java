package dev.sluice.controller.xds;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.cluster.ClusterTranslator;
import dev.sluice.controller.xds.cluster.EndpointTranslator;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsNames;
import dev.sluice.controller.xds.resource.XdsResource;
import dev.sluice.controller.xds.route.RouteMatchTranslator;
import dev.sluice.controller.xds.route.RouteTranslator;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.NonForwardingAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction.MaxStreamDuration;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import java.util.ArrayList;
import java.util.List;

/**
 * A translator for gRPC clients without an Envoy. Each host has a listener for the client itself,
 * its routes, and clusters that share endpoints with those of Envoys.
 */
final class GrpcClientTranslator {
  private static final String METHOD = "POST";

  private GrpcClientTranslator() {}

  /** Returns the resources of a publish; empty if no route of it may be called directly. */
  static List<XdsResource> publish(PublishIr publish) {
    if (publish.routes().stream().noneMatch(RouteIr::direct)) {
      return List.of();
    }
    List<XdsResource> all = new ArrayList<>();
    String routes = XdsNames.apiRoutes(publish);
    all.add(new XdsResource(ResourceType.API_ROUTES, routes, routes(publish)));
    for (String host : publish.hosts()) {
      if (!ListenerIr.isWildcard(host)) {
        all.add(new XdsResource(ResourceType.API_LISTENER, host, listener(host, routes)));
      }
    }
    return all;
  }

  /** Returns the resources of a backend; empty if clients could not reach it. */
  static List<XdsResource> backend(BackendIr backend) {
    boolean reachable = backend.hasOnlyAddresses() || backend.endpoints().size() == 1;
    if (backend.scheme() != UpstreamScheme.GRPC || !reachable) {
      return List.of();
    }
    String name = XdsNames.apiCluster(backend.id());
    return List.of(new XdsResource(ResourceType.API_CLUSTER, name, cluster(name, backend)));
  }

  private static Listener listener(String host, String routes) {
    HttpConnectionManager http =
        HttpConnectionManager.newBuilder()
            .setStatPrefix(host)
            .setRds(Rds.newBuilder().setConfigSource(EnvoyMessages.ADS).setRouteConfigName(routes))
            .addHttpFilters(EnvoyMessages.httpFilter(XdsNames.ROUTER, Router.getDefaultInstance()))
            .build();
    return Listener.newBuilder()
        .setName(host)
        .setApiListener(ApiListener.newBuilder().setApiListener(DeterministicEncoding.any(http)))
        .build();
  }

  /**
   * Returns the routes in one virtual host, because the host was already matched by the listener.
   */
  private static RouteConfiguration routes(PublishIr publish) {
    VirtualHost.Builder all = VirtualHost.newBuilder().setName(publish.id()).addDomains("*");
    for (RouteIr route : publish.routes()) {
      // A call has no query.
      boolean callable = route.methods().isEmpty() || route.methods().contains(METHOD);
      if (callable && route.query().isEmpty()) {
        all.addRoutes(route(route));
      }
    }
    return RouteConfiguration.newBuilder()
        .setName(XdsNames.apiRoutes(publish))
        .addVirtualHosts(all)
        .build();
  }

  /**
   * Returns a route. A route that must use a gateway stays in the list, so that no later route
   * matches its calls.
   */
  private static Route route(RouteIr route) {
    Route.Builder translated =
        Route.newBuilder().setName(route.id()).setMatch(RouteMatchTranslator.forGrpcClients(route));
    boolean matchable =
        route.headers().stream().allMatch(RouteMatchTranslator::isKnownToGrpcClients);
    if (!route.direct() || !matchable) {
      return translated.setNonForwardingAction(NonForwardingAction.getDefaultInstance()).build();
    }
    translated.setRoute(RouteTranslator.target(route, XdsNames::apiCluster));
    if (!route.streaming() && !route.timeout().isZero()) {
      translated
          .getRouteBuilder()
          .setMaxStreamDuration(
              MaxStreamDuration.newBuilder()
                  .setMaxStreamDuration(EnvoyMessages.duration(route.timeout())));
    }
    return translated.build();
  }

  private static Cluster cluster(String name, BackendIr backend) {
    Cluster.Builder cluster =
        Cluster.newBuilder()
            .setName(name)
            .setConnectTimeout(EnvoyMessages.duration(backend.connectTimeout()))
            .setLbPolicy(Cluster.LbPolicy.ROUND_ROBIN)
            .setCircuitBreakers(ClusterTranslator.breakers(backend.maxConnections()));
    if (backend.hasOnlyAddresses()) {
      return cluster
          .setType(DiscoveryType.EDS)
          .setEdsClusterConfig(
              EdsClusterConfig.newBuilder()
                  .setEdsConfig(EnvoyMessages.ADS)
                  .setServiceName(XdsNames.cluster(backend.id())))
          .build();
    }
    return cluster
        .setType(DiscoveryType.LOGICAL_DNS)
        .setLoadAssignment(EndpointTranslator.translate(backend))
        .build();
  }
}
