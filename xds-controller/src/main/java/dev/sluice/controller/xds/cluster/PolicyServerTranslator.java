package dev.sluice.controller.xds.cluster;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.config.core.v3.HealthCheck;
import io.envoyproxy.envoy.config.core.v3.HealthCheck.GrpcHealthCheck;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.type.v3.Percent;
import java.util.List;

/**
 * A translator of the clusters of extauthz-server and extproc-dlp-server. They use HTTP/2 and
 * detect dead connections. Unhealthy servers get no calls, unless all servers are unhealthy.
 */
public final class PolicyServerTranslator {
  private static final int MAX_REQUESTS = 100_000;
  private static final int MAX_CONNECTIONS = 1024;
  private static final long CONNECT_SECONDS = 1;
  private static final long PING_EVERY_SECONDS = 10;
  private static final long PING_TIMEOUT_SECONDS = 3;
  private static final long HEALTH_EVERY_SECONDS = 1;
  private static final int SILENT_BEFORE_OUT = 2;
  private static final long LONGEST_OUT_SECONDS = 5;

  /**
   * The panic threshold: if no server is healthy, Envoy calls all of them. This is safe because
   * calls fail closed, and a server may have recovered.
   */
  private static final Percent ASK_ALL_BELOW = Percent.newBuilder().setValue(1).build();

  /**
   * The part of one body that Envoy buffers for extproc-dlp-server before it stops reading the
   * body, and the part of a response in transit. Envoy always reads these responses, so that one
   * stream cannot block the window of the connection.
   */
  private static final int STREAM_WINDOW_BYTES = 64 << 10;

  private PolicyServerTranslator() {}

  public static Cluster translate(String name, List<HostPort> servers) {
    boolean literal = servers.stream().allMatch(server -> EndpointIr.isAddress(server.host()));
    return Cluster.newBuilder()
        .setName(name)
        .setType(literal ? DiscoveryType.STATIC : DiscoveryType.STRICT_DNS)
        .setDnsLookupFamily(DnsLookupFamily.V4_PREFERRED)
        .setConnectTimeout(EnvoyMessages.seconds(CONNECT_SECONDS))
        .setCircuitBreakers(
            CircuitBreakers.newBuilder()
                .addThresholds(
                    Thresholds.newBuilder()
                        .setMaxConnections(EnvoyMessages.uint(MAX_CONNECTIONS))
                        .setMaxPendingRequests(EnvoyMessages.uint(MAX_REQUESTS))
                        .setMaxRequests(EnvoyMessages.uint(MAX_REQUESTS))
                        .setMaxRetries(EnvoyMessages.uint(MAX_REQUESTS))))
        .putTypedExtensionProtocolOptions(
            XdsNames.HTTP_PROTOCOL_OPTIONS, DeterministicEncoding.any(http2()))
        .addHealthChecks(health())
        .setOutlierDetection(outliers())
        .setCommonLbConfig(CommonLbConfig.newBuilder().setHealthyPanicThreshold(ASK_ALL_BELOW))
        .setLoadAssignment(assignment(name, servers))
        .build();
  }

  private static HealthCheck health() {
    return HealthCheck.newBuilder()
        .setInterval(EnvoyMessages.seconds(HEALTH_EVERY_SECONDS))
        .setNoTrafficInterval(EnvoyMessages.seconds(HEALTH_EVERY_SECONDS))
        .setTimeout(EnvoyMessages.seconds(HEALTH_EVERY_SECONDS))
        .setUnhealthyThreshold(EnvoyMessages.uint(SILENT_BEFORE_OUT))
        .setHealthyThreshold(EnvoyMessages.uint(1))
        .setGrpcHealthCheck(GrpcHealthCheck.getDefaultInstance())
        .build();
  }

  private static HttpProtocolOptions http2() {
    Http2ProtocolOptions options =
        Http2ProtocolOptions.newBuilder()
            .setConnectionKeepalive(
                KeepaliveSettings.newBuilder()
                    .setInterval(EnvoyMessages.seconds(PING_EVERY_SECONDS))
                    .setTimeout(EnvoyMessages.seconds(PING_TIMEOUT_SECONDS)))
            .setInitialStreamWindowSize(EnvoyMessages.uint(STREAM_WINDOW_BYTES))
            .build();
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(ExplicitHttpConfig.newBuilder().setHttp2ProtocolOptions(options))
        .build();
  }

  /**
   * Returns the rule that ejects a server at the first refused connection, until it reports that it
   * is healthy.
   */
  private static OutlierDetection outliers() {
    return OutlierDetection.newBuilder()
        .setSplitExternalLocalOriginErrors(true)
        .setConsecutiveLocalOriginFailure(EnvoyMessages.uint(1))
        .setEnforcingConsecutiveLocalOriginFailure(EnvoyMessages.uint(100))
        .setEnforcingLocalOriginSuccessRate(EnvoyMessages.uint(0))
        .setEnforcingConsecutive5Xx(EnvoyMessages.uint(0))
        .setEnforcingConsecutiveGatewayFailure(EnvoyMessages.uint(0))
        .setEnforcingSuccessRate(EnvoyMessages.uint(0))
        .setInterval(EnvoyMessages.seconds(HEALTH_EVERY_SECONDS))
        .setBaseEjectionTime(EnvoyMessages.seconds(HEALTH_EVERY_SECONDS))
        .setMaxEjectionTime(EnvoyMessages.seconds(LONGEST_OUT_SECONDS))
        .setMaxEjectionPercent(EnvoyMessages.uint(100))
        .build();
  }

  private static ClusterLoadAssignment assignment(String name, List<HostPort> servers) {
    LocalityLbEndpoints.Builder endpoints = LocalityLbEndpoints.newBuilder();
    for (HostPort server : servers) {
      endpoints.addLbEndpoints(
          LbEndpoint.newBuilder()
              .setEndpoint(
                  Endpoint.newBuilder()
                      .setAddress(EnvoyMessages.address(server.host(), server.port()))));
    }
    return ClusterLoadAssignment.newBuilder().setClusterName(name).addEndpoints(endpoints).build();
  }
}
