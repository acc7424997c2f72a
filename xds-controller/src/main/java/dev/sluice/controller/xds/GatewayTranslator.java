package dev.sluice.controller.xds;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.CertificateIr;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.cluster.ClusterTranslator;
import dev.sluice.controller.xds.cluster.CollectorTranslator;
import dev.sluice.controller.xds.cluster.EndpointTranslator;
import dev.sluice.controller.xds.cluster.FailoverTranslator;
import dev.sluice.controller.xds.cluster.ModelChainTranslator;
import dev.sluice.controller.xds.cluster.PolicyServerTranslator;
import dev.sluice.controller.xds.listener.ListenerTranslator;
import dev.sluice.controller.xds.listener.ModelListenerTranslator;
import dev.sluice.controller.xds.policyserver.PublishTranslator;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import dev.sluice.controller.xds.resource.XdsResource;
import dev.sluice.controller.xds.route.ModelAttemptTranslator;
import dev.sluice.controller.xds.route.RouteConfigurationTranslator;
import dev.sluice.controller.xds.route.ScopeTranslator;
import dev.sluice.controller.xds.tls.SecretTranslator;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A translator of a whole gateway, or of the parts that can be translated independently. Equal
 * parts give equal resources, so that a caller may cache them.
 */
public final class GatewayTranslator {
  private final TranslatorConfig settings;

  public GatewayTranslator(TranslatorConfig settings) {
    this.settings = settings;
  }

  /** Returns all resources in push order. */
  public List<XdsResource> translate(GatewayIr gateway) {
    FrameIr frame = FrameIr.of(gateway);
    List<XdsResource> all = new ArrayList<>(policyServerClusters());
    all.addAll(frame(frame));
    gateway.backends().forEach(backend -> all.addAll(backend(backend)));
    gateway.publishes().forEach(publish -> all.addAll(publish(frame, publish)));
    all.sort(Comparator.comparing(XdsResource::type));
    return all;
  }

  /**
   * Returns the clusters of the policy servers and of the trace collector, which every gateway
   * uses.
   */
  public List<XdsResource> policyServerClusters() {
    List<XdsResource> servers = new ArrayList<>();
    servers.add(policyServer(XdsNames.EXTAUTHZ_CLUSTER, settings.extauthz()));
    servers.add(policyServer(XdsNames.EXTPROC_CLUSTER, settings.extproc()));
    settings
        .traces()
        .map(traces -> CollectorTranslator.translate(traces, settings.upstreamCaFile()))
        .map(cluster -> new XdsResource(ResourceType.CLUSTER, XdsNames.COLLECTOR_CLUSTER, cluster))
        .ifPresent(servers::add);
    return List.copyOf(servers);
  }

  /** Returns the listeners of a gateway, which exist without any publish. */
  public List<XdsResource> frame(FrameIr frame) {
    List<XdsResource> all = new ArrayList<>();
    for (ListenerIr first : frame.listeners()) {
      if (first.sharedWith().isEmpty()) {
        all.add(listener(ListenerTranslator.translate(frame, first, settings)));
        ListenerTranslator.quic(frame, first, settings)
            .map(GatewayTranslator::listener)
            .ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }

  private static XdsResource listener(Listener listener) {
    return new XdsResource(ResourceType.LISTENER, listener.getName(), listener);
  }

  /** Returns the resources of a certificate, to which listeners refer. */
  public List<XdsResource> certificate(CertificateIr certificate) {
    return List.of(
        new XdsResource(
            ResourceType.SECRET,
            XdsNames.secret(certificate.reference()),
            SecretTranslator.translate(certificate)));
  }

  /** Returns the cluster of a backend, and its endpoints unless the cluster contains them. */
  public List<XdsResource> backend(BackendIr backend) {
    String name = XdsNames.cluster(backend.id());
    XdsResource cluster =
        new XdsResource(ResourceType.CLUSTER, name, ClusterTranslator.translate(backend, settings));
    List<XdsResource> all = new ArrayList<>(List.of(cluster));
    if (backend.hasOnlyAddresses()) {
      all.add(new XdsResource(ResourceType.ENDPOINTS, name, EndpointTranslator.translate(backend)));
    }
    all.addAll(GrpcClientTranslator.backend(backend));
    return all;
  }

  /**
   * Returns the routes of a publish, the clusters with their fallbacks and models, its hosts for
   * Envoy and for gRPC clients, and the publish for the policy servers.
   */
  public List<XdsResource> publish(FrameIr frame, PublishIr publish) {
    List<XdsResource> all = new ArrayList<>();
    for (RouteIr route : publish.routes()) {
      for (Cluster cluster : FailoverTranslator.translate(route)) {
        all.add(new XdsResource(ResourceType.CLUSTER, cluster.getName(), cluster));
      }
      for (Cluster cluster : ModelChainTranslator.translate(publish, route)) {
        all.add(new XdsResource(ResourceType.CLUSTER, cluster.getName(), cluster));
      }
    }
    if (ModelAttemptTranslator.has(publish)) {
      all.add(listener(ModelListenerTranslator.translate(publish, settings)));
      all.add(
          new XdsResource(
              ResourceType.ROUTES,
              XdsNames.attempts(publish),
              ModelAttemptTranslator.translate(publish, settings.errorDetail())));
    }
    all.add(
        new XdsResource(
            ResourceType.ROUTES,
            XdsNames.routes(publish),
            RouteConfigurationTranslator.translate(publish, settings.errorDetail())));
    for (ScopedRouteConfiguration scope : ScopeTranslator.translate(frame, publish)) {
      all.add(new XdsResource(ResourceType.SCOPE, scope.getName(), scope));
    }
    all.add(
        new XdsResource(ResourceType.PUBLISH, publish.id(), PublishTranslator.translate(publish)));
    all.addAll(GrpcClientTranslator.publish(publish));
    return all;
  }

  private static XdsResource policyServer(String name, List<HostPort> servers) {
    return new XdsResource(
        ResourceType.CLUSTER, name, PolicyServerTranslator.translate(name, servers));
  }
}
