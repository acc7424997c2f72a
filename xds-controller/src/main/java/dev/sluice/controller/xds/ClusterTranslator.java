package dev.sluice.controller.xds;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.LbPolicy;
import dev.sluice.controller.ir.Scheme;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;

/**
 * A backend. Addresses come by EDS, so that they change without the cluster; names of hosts have to
 * stand in the cluster, where Envoy resolves them.
 */
final class ClusterTranslator {
  private static final long POOL_IDLE_SECONDS = 30;

  /** How much of an answer waits in Envoy before it stops to read the backend. */
  private static final int BUFFER_BYTES = 1 << 18;

  private ClusterTranslator() {}

  static Cluster translate(BackendIr backend, TranslatorSettings settings) {
    Cluster.Builder cluster =
        Cluster.newBuilder()
            .setName(Names.cluster(backend.id()))
            .setMetadata(
                Metadata.newBuilder().putFilterMetadata(Names.METADATA, name(backend.name())))
            .setConnectTimeout(Protos.duration(backend.connectTimeout()))
            .setPerConnectionBufferLimitBytes(Protos.uint(BUFFER_BYTES))
            .setLbPolicy(policy(backend.lb()))
            .setCircuitBreakers(breakers(backend.maxConnections()))
            .putTypedExtensionProtocolOptions(
                Names.HTTP_PROTOCOL_OPTIONS, Deterministic.any(protocol(backend.scheme())));
    if (backend.resolved()) {
      cluster
          .setType(DiscoveryType.EDS)
          .setEdsClusterConfig(EdsClusterConfig.newBuilder().setEdsConfig(Protos.ADS));
    } else {
      cluster
          .setType(DiscoveryType.STRICT_DNS)
          .setDnsLookupFamily(DnsLookupFamily.V4_PREFERRED)
          .setLoadAssignment(EndpointTranslator.translate(backend));
    }
    if (backend.scheme().encrypted()) {
      cluster.setTransportSocket(
          TransportSocket.newBuilder()
              .setName("envoy.transport_sockets.tls")
              .setTypedConfig(
                  Deterministic.any(UpstreamTlsTranslator.translate(backend, settings))));
    }
    return cluster.build();
  }

  private static Struct name(String backend) {
    return Struct.newBuilder()
        .putFields(Names.BACKEND_TAG, Value.newBuilder().setStringValue(backend).build())
        .build();
  }

  private static Cluster.LbPolicy policy(LbPolicy policy) {
    return switch (policy) {
      case ROUND_ROBIN -> Cluster.LbPolicy.ROUND_ROBIN;
      case LEAST_REQUEST -> Cluster.LbPolicy.LEAST_REQUEST;
      case RANDOM -> Cluster.LbPolicy.RANDOM;
    };
  }

  /** As many requests may wait as are served. */
  static CircuitBreakers breakers(int maxConnections) {
    return CircuitBreakers.newBuilder()
        .addThresholds(
            Thresholds.newBuilder()
                .setMaxConnections(Protos.uint(maxConnections))
                .setMaxPendingRequests(Protos.uint(maxConnections))
                .setMaxRequests(Protos.uint(2 * maxConnections)))
        .build();
  }

  private static HttpProtocolOptions protocol(Scheme scheme) {
    ExplicitHttpConfig.Builder version = ExplicitHttpConfig.newBuilder();
    switch (scheme) {
      case HTTP, HTTPS -> version.setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance());
      case GRPC, GRPCS ->
          version.setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance());
    }
    HttpProtocolOptions.Builder options =
        HttpProtocolOptions.newBuilder().setExplicitHttpConfig(version);
    options.getCommonHttpProtocolOptionsBuilder().setIdleTimeout(Protos.seconds(POOL_IDLE_SECONDS));
    return options.build();
  }
}
