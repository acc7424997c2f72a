package dev.sluice.controller.xds.cluster;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.llm.ModelChainIr;
import dev.sluice.controller.ir.llm.ModelTargetIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.EnvoyInternalAddress;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.Mutations;
import io.envoyproxy.envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import java.util.List;

/**
 * A translator of chains of models to clusters. Each model is an endpoint with a priority of its
 * own that leads to the internal listener of attempts. So a retry, which uses the next priority,
 * passes that listener again, and its route adds what the backend of the next model needs.
 */
public final class ModelChainTranslator {
  private static final String ATTEMPT = "attempt";
  private static final String RENAME = "rename";

  /** The limit of connections and requests, because those of the backends count. */
  private static final int UNLIMITED = 1 << 20;

  private static final int STREAM_WINDOW_BYTES = 256 << 10;
  private static final int CONNECTION_WINDOW_BYTES = 4 << 20;

  /** The settings of HTTP/2 between the two listeners of one Envoy. */
  public static final Http2ProtocolOptions HTTP2 =
      Http2ProtocolOptions.newBuilder()
          .setInitialStreamWindowSize(EnvoyMessages.uint(STREAM_WINDOW_BYTES))
          .setInitialConnectionWindowSize(EnvoyMessages.uint(CONNECTION_WINDOW_BYTES))
          .build();

  private ModelChainTranslator() {}

  /** Returns one cluster for each chain of a route. */
  public static List<Cluster> translate(PublishIr publish, RouteIr route) {
    return route.models().stream()
        .flatMap(models -> models.chains().stream())
        .map(chain -> translate(publish, route, chain))
        .toList();
  }

  private static Cluster translate(PublishIr publish, RouteIr route, ModelChainIr chain) {
    String name = XdsNames.chainCluster(route, chain);
    return Cluster.newBuilder()
        .setName(name)
        .setType(DiscoveryType.STATIC)
        .setConnectTimeout(EnvoyMessages.seconds(1))
        .setCircuitBreakers(
            CircuitBreakers.newBuilder()
                .addThresholds(
                    Thresholds.newBuilder()
                        .setMaxConnections(EnvoyMessages.uint(UNLIMITED))
                        .setMaxPendingRequests(EnvoyMessages.uint(UNLIMITED))
                        .setMaxRequests(EnvoyMessages.uint(UNLIMITED))
                        .setMaxRetries(EnvoyMessages.uint(UNLIMITED))))
        .putTypedExtensionProtocolOptions(
            XdsNames.HTTP_PROTOCOL_OPTIONS, DeterministicEncoding.any(protocol()))
        .setLoadAssignment(endpoints(publish, route, chain))
        .build();
  }

  private static ClusterLoadAssignment endpoints(
      PublishIr publish, RouteIr route, ModelChainIr chain) {
    ClusterLoadAssignment.Builder all =
        ClusterLoadAssignment.newBuilder().setClusterName(XdsNames.chainCluster(route, chain));
    List<ModelTargetIr> targets = chain.targets();
    for (int i = 0; i < targets.size(); i++) {
      String attempt = XdsNames.attempt(route, targets.get(i));
      all.addEndpoints(
          LocalityLbEndpoints.newBuilder()
              .setPriority(i)
              .addLbEndpoints(
                  LbEndpoint.newBuilder()
                      .setEndpoint(Endpoint.newBuilder().setAddress(address(publish, attempt)))
                      .setMetadata(metadata(attempt, i > 0))));
    }
    return all.build();
  }

  private static Address address(PublishIr publish, String attempt) {
    return Address.newBuilder()
        .setEnvoyInternalAddress(
            EnvoyInternalAddress.newBuilder()
                .setServerListenerName(XdsNames.attempts(publish))
                .setEndpointId(attempt))
        .build();
  }

  /**
   * Returns what the endpoint tells the listener: the model, and whether the body needs its name.
   */
  private static Metadata metadata(String attempt, boolean rename) {
    Struct fields =
        Struct.newBuilder()
            .putFields(ATTEMPT, Value.newBuilder().setStringValue(attempt).build())
            .putFields(RENAME, Value.newBuilder().setStringValue(Boolean.toString(rename)).build())
            .build();
    return Metadata.newBuilder().putFilterMetadata(XdsNames.METADATA, fields).build();
  }

  private static HttpProtocolOptions protocol() {
    Mutations headers =
        Mutations.newBuilder()
            .addRequestMutations(fromEndpoint(XdsNames.ATTEMPT_HEADER, ATTEMPT))
            .addRequestMutations(fromEndpoint(XdsNames.RENAME_HEADER, RENAME))
            .build();
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(ExplicitHttpConfig.newBuilder().setHttp2ProtocolOptions(HTTP2))
        .addHttpFilters(
            EnvoyMessages.httpFilter(
                XdsNames.HEADER_MUTATION,
                io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
                    .newBuilder()
                    .setMutations(headers)
                    .build()))
        .addHttpFilters(
            EnvoyMessages.httpFilter(
                "envoy.filters.http.upstream_codec", UpstreamCodec.getDefaultInstance()))
        .build();
  }

  /** Returns the mutation that sets a header of each attempt from the metadata of its endpoint. */
  private static HeaderMutation fromEndpoint(String header, String key) {
    return HeaderMutation.newBuilder()
        .setAppend(
            EnvoyMessages.overwriting(
                header, "%UPSTREAM_METADATA(" + XdsNames.METADATA + ":" + key + ")%"))
        .build();
  }
}
