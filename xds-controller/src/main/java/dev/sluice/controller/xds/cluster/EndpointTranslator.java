package dev.sluice.controller.xds.cluster;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.SubsetLabels;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A translator of the addresses of a backend. */
public final class EndpointTranslator {
  private EndpointTranslator() {}

  public static ClusterLoadAssignment translate(BackendIr backend) {
    Map<Integer, Map<String, List<EndpointIr>>> byPriority = new TreeMap<>();
    for (EndpointIr endpoint : backend.endpoints()) {
      // A weight of zero disables the endpoint; Envoy's weights begin at one.
      if (endpoint.weight() > 0) {
        byPriority
            .computeIfAbsent(endpoint.priority(), p -> new TreeMap<>())
            .computeIfAbsent(endpoint.zone().orElse(""), z -> new ArrayList<>())
            .add(endpoint);
      }
    }
    Optional<LoadBalancerIr> settings = backend.policy(LoadBalancerIr.class);
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(XdsNames.cluster(backend.id()));
    settings
        .map(LoadBalancerIr::overprovisioning)
        .map(EnvoyMessages::uint)
        .ifPresent(assignment.getPolicyBuilder()::setOverprovisioningFactor);
    if (settings.isEmpty()) {
      assignment.clearPolicy();
    }
    Map<String, Integer> zoneWeights = settings.orElse(LoadBalancerIr.DEFAULT).zoneWeights();
    // Envoy requires priorities without gaps.
    int priority = 0;
    for (Map<String, List<EndpointIr>> zones : byPriority.values()) {
      for (Map.Entry<String, List<EndpointIr>> zone : zones.entrySet()) {
        int weight = zoneWeights.isEmpty() && zones.size() > 1 ? sum(zone.getValue()) : 1;
        assignment.addEndpoints(
            zone(backend, zone.getKey(), zone.getValue())
                .setPriority(priority)
                // gRPC clients skip a zone without a weight.
                .setLoadBalancingWeight(
                    EnvoyMessages.uint(zoneWeights.getOrDefault(zone.getKey(), weight))));
      }
      priority++;
    }
    return assignment.build();
  }

  private static int sum(List<EndpointIr> endpoints) {
    return endpoints.stream().mapToInt(EndpointIr::weight).sum();
  }

  private static LocalityLbEndpoints.Builder zone(
      BackendIr backend, String name, List<EndpointIr> endpoints) {
    LocalityLbEndpoints.Builder zone =
        LocalityLbEndpoints.newBuilder().setLocality(Locality.newBuilder().setZone(name));
    endpoints.forEach(endpoint -> zone.addLbEndpoints(endpoint(backend, endpoint)));
    return zone;
  }

  private static LbEndpoint.Builder endpoint(BackendIr backend, EndpointIr endpoint) {
    LbEndpoint.Builder translated =
        LbEndpoint.newBuilder()
            .setEndpoint(
                Endpoint.newBuilder()
                    .setAddress(EnvoyMessages.address(endpoint.host(), endpoint.port())))
            .setLoadBalancingWeight(EnvoyMessages.uint(endpoint.weight()));
    if (endpoint.draining()) {
      translated.setHealthStatus(HealthStatus.DRAINING);
    }
    return translated.setMetadata(metadata(backend, endpoint));
  }

  /** Returns the labels, and the backend's id, by which a route recognizes its fallbacks. */
  private static Metadata metadata(BackendIr backend, EndpointIr endpoint) {
    Metadata.Builder metadata =
        endpoint.labels().isEmpty()
            ? Metadata.newBuilder()
            : SubsetLabels.metadata(endpoint.labels()).toBuilder();
    return metadata.mergeFrom(EnvoyMessages.ownMetadata(XdsNames.BACKEND_ID, backend.id())).build();
  }
}
