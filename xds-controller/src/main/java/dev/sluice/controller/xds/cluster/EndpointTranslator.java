package dev.sluice.controller.xds.cluster;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A translator of the addresses of a backend. */
public final class EndpointTranslator {
  private EndpointTranslator() {}

  public static ClusterLoadAssignment translate(BackendIr backend) {
    Map<Integer, List<EndpointIr>> byPriority = new TreeMap<>();
    for (EndpointIr endpoint : backend.endpoints()) {
      // A weight of zero disables the endpoint; Envoy's weights begin at one.
      if (endpoint.weight() > 0) {
        byPriority.computeIfAbsent(endpoint.priority(), p -> new ArrayList<>()).add(endpoint);
      }
    }
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(XdsNames.cluster(backend.id()));
    // Envoy requires priorities without gaps.
    int priority = 0;
    for (List<EndpointIr> endpoints : byPriority.values()) {
      assignment.addEndpoints(group(priority++, endpoints, metadata(backend)));
    }
    return assignment.build();
  }

  /** Returns the metadata by which a route recognizes the answers of its fallbacks. */
  private static Metadata metadata(BackendIr backend) {
    return Metadata.newBuilder()
        .putFilterMetadata(
            XdsNames.METADATA,
            Struct.newBuilder()
                .putFields(
                    XdsNames.BACKEND_ID, Value.newBuilder().setStringValue(backend.id()).build())
                .build())
        .build();
  }

  private static LocalityLbEndpoints group(
      int priority, List<EndpointIr> endpoints, Metadata backend) {
    LocalityLbEndpoints.Builder group =
        LocalityLbEndpoints.newBuilder()
            .setPriority(priority)
            // Envoy ignores both fields here, but gRPC clients skip a group without them.
            .setLocality(Locality.getDefaultInstance())
            .setLoadBalancingWeight(EnvoyMessages.uint(1));
    for (EndpointIr endpoint : endpoints) {
      group.addLbEndpoints(
          LbEndpoint.newBuilder()
              .setMetadata(backend)
              .setEndpoint(
                  Endpoint.newBuilder()
                      .setAddress(EnvoyMessages.address(endpoint.host(), endpoint.port())))
              .setLoadBalancingWeight(EnvoyMessages.uint(endpoint.weight())));
    }
    return group.build();
  }
}
