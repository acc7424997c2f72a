package dev.sluice.controller.xds.cluster;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.TracingConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;

/** A translator of the cluster of the trace collector: HTTP/2. No request depends on it. */
public final class CollectorTranslator {
  private static final long CONNECT_SECONDS = 1;

  private CollectorTranslator() {}

  public static Cluster translate(TracingConfig traces, String authorities) {
    HostPort collector = traces.collector();
    boolean literal = EndpointIr.isAddress(collector.host());
    Cluster.Builder cluster =
        Cluster.newBuilder()
            .setName(XdsNames.COLLECTOR_CLUSTER)
            .setType(literal ? DiscoveryType.STATIC : DiscoveryType.STRICT_DNS)
            .setDnsLookupFamily(DnsLookupFamily.V4_PREFERRED)
            .setConnectTimeout(EnvoyMessages.seconds(CONNECT_SECONDS))
            .putTypedExtensionProtocolOptions(
                XdsNames.HTTP_PROTOCOL_OPTIONS, DeterministicEncoding.any(http2()))
            .setLoadAssignment(assignment(collector));
    if (traces.encrypted()) {
      cluster.setTransportSocket(
          TransportSocket.newBuilder()
              .setName("envoy.transport_sockets.tls")
              .setTypedConfig(
                  DeterministicEncoding.any(tls(collector.host(), literal, authorities))));
    }
    return cluster.build();
  }

  private static HttpProtocolOptions http2() {
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(
            ExplicitHttpConfig.newBuilder()
                .setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance()))
        .build();
  }

  private static ClusterLoadAssignment assignment(HostPort collector) {
    return ClusterLoadAssignment.newBuilder()
        .setClusterName(XdsNames.COLLECTOR_CLUSTER)
        .addEndpoints(
            LocalityLbEndpoints.newBuilder()
                .addLbEndpoints(
                    LbEndpoint.newBuilder()
                        .setEndpoint(
                            Endpoint.newBuilder()
                                .setAddress(
                                    EnvoyMessages.address(collector.host(), collector.port())))))
        .build();
  }

  private static UpstreamTlsContext tls(String host, boolean literal, String authorities) {
    CertificateValidationContext.Builder trust =
        CertificateValidationContext.newBuilder()
            .setTrustedCa(DataSource.newBuilder().setFilename(authorities))
            .addMatchTypedSubjectAltNames(
                SubjectAltNameMatcher.newBuilder()
                    .setSanType(literal ? SanType.IP_ADDRESS : SanType.DNS)
                    .setMatcher(StringMatcher.newBuilder().setExact(host)));
    return UpstreamTlsContext.newBuilder()
        .setSni(literal ? "" : host)
        .setCommonTlsContext(CommonTlsContext.newBuilder().setValidationContext(trust))
        .build();
  }
}
