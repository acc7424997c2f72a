package dev.sluice.controller.xds;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.ir.EndpointIr;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;

/**
 * The clusters of extauthz-server and extproc-dlp-server: HTTP/2, with dead connections noticed.
 */
final class PolicyServerTranslator {
  private static final int MAX_REQUESTS = 100_000;
  private static final int MAX_CONNECTIONS = 1024;
  private static final long CONNECT_SECONDS = 1;
  private static final long PING_EVERY_SECONDS = 10;
  private static final long PING_TIMEOUT_SECONDS = 3;

  /**
   * How much of one body waits in Envoy for extproc-dlp-server before Envoy stops to read it, and
   * how much of an answer is on its way back. Envoy never stops to read what comes back, so that
   * the window of the connection is nobody's to hold.
   */
  private static final int STREAM_WINDOW_BYTES = 64 << 10;

  private PolicyServerTranslator() {}

  static Cluster translate(String name, HostPort server) {
    boolean literal = EndpointIr.isAddress(server.host());
    return Cluster.newBuilder()
        .setName(name)
        .setType(literal ? DiscoveryType.STATIC : DiscoveryType.STRICT_DNS)
        .setDnsLookupFamily(DnsLookupFamily.V4_PREFERRED)
        .setConnectTimeout(Protos.seconds(CONNECT_SECONDS))
        .setCircuitBreakers(
            CircuitBreakers.newBuilder()
                .addThresholds(
                    Thresholds.newBuilder()
                        .setMaxConnections(Protos.uint(MAX_CONNECTIONS))
                        .setMaxPendingRequests(Protos.uint(MAX_REQUESTS))
                        .setMaxRequests(Protos.uint(MAX_REQUESTS))))
        .putTypedExtensionProtocolOptions(Names.HTTP_PROTOCOL_OPTIONS, Deterministic.any(http2()))
        .setLoadAssignment(assignment(name, server))
        .build();
  }

  private static HttpProtocolOptions http2() {
    Http2ProtocolOptions options =
        Http2ProtocolOptions.newBuilder()
            .setConnectionKeepalive(
                KeepaliveSettings.newBuilder()
                    .setInterval(Protos.seconds(PING_EVERY_SECONDS))
                    .setTimeout(Protos.seconds(PING_TIMEOUT_SECONDS)))
            .setInitialStreamWindowSize(Protos.uint(STREAM_WINDOW_BYTES))
            .build();
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(ExplicitHttpConfig.newBuilder().setHttp2ProtocolOptions(options))
        .build();
  }

  private static ClusterLoadAssignment assignment(String name, HostPort server) {
    Endpoint.Builder endpoint =
        Endpoint.newBuilder().setAddress(Protos.address(server.host(), server.port()));
    return ClusterLoadAssignment.newBuilder()
        .setClusterName(name)
        .addEndpoints(
            LocalityLbEndpoints.newBuilder()
                .addLbEndpoints(LbEndpoint.newBuilder().setEndpoint(endpoint)))
        .build();
  }
}
