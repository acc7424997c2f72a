package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters.TlsProtocol;
import io.envoyproxy.envoy.type.v3.StatusCode;
import java.util.List;

/** The assertions about filters that istiod made of the manifests. */
final class FilterAssertions {
  static final String EXT_AUTHZ = "envoy.filters.http.ext_authz";
  static final String EXT_PROC = "envoy.filters.http.ext_proc";
  private static final String RBAC = "envoy.filters.http.rbac";
  private static final String HOST = ".sluice-system.svc.cluster.local";

  private FilterAssertions() {}

  /** Asserts the order: the rules of CUSTOM, ext_authz, the rules of ALLOW, ext_proc, router. */
  static void assertOrder(HttpConnectionManager manager) {
    List<String> names = ProxyConfiguration.filterNames(manager);
    int authz = names.indexOf(EXT_AUTHZ);
    int last = names.size() - 1;
    assertEquals("envoy.filters.http.router", names.get(last), names.toString());
    assertEquals(EXT_PROC, names.get(last - 1), names.toString());
    assertTrue(names.indexOf(RBAC) >= 0 && names.indexOf(RBAC) < authz, names.toString());
    assertTrue(names.lastIndexOf(RBAC) > authz, names.toString());
    assertEquals(authz, names.lastIndexOf(EXT_AUTHZ), names.toString());
    assertEquals(last - 1, names.indexOf(EXT_PROC), names.toString());
  }

  /** Asserts that istiod made the provider of the mesh configuration the ext_authz filter. */
  static void assertExtAuthz(ProxyConfiguration proxy, HttpConnectionManager manager) {
    HttpFilter filter = ProxyConfiguration.filter(manager, EXT_AUTHZ);
    ExtAuthz authz = ProxyConfiguration.unpack(filter.getTypedConfig(), ExtAuthz.class);
    String cluster = authz.getGrpcService().getEnvoyGrpc().getClusterName();
    assertEquals("outbound|9001||extauthz-server" + HOST, cluster);
    assertEquals(cluster, proxy.cluster(cluster).getName());
    assertEquals(500, Durations.toMillis(authz.getGrpcService().getTimeout()));
    assertFalse(authz.getFailureModeAllow());
    assertEquals(StatusCode.ServiceUnavailable, authz.getStatusOnError().getCode());
    // The rules of CUSTOM turn the filter on, by the name of the provider.
    assertEquals(
        "istio-ext-authz-sluice-ext-authz",
        authz.getFilterEnabledMetadata().getValue().getStringMatch().getPrefix());
  }

  /** Asserts that ext_proc fails closed, in full duplex, with an existing cluster. */
  static void assertExtProc(
      ProxyConfiguration proxy, HttpConnectionManager manager, boolean disabled) {
    HttpFilter filter = ProxyConfiguration.filter(manager, EXT_PROC);
    assertEquals(disabled, filter.getDisabled());
    ExternalProcessor processor =
        ProxyConfiguration.unpack(filter.getTypedConfig(), ExternalProcessor.class);
    String cluster = processor.getGrpcService().getEnvoyGrpc().getClusterName();
    assertEquals("outbound|9002||extproc-dlp-server" + HOST, cluster);
    assertEquals(cluster, proxy.cluster(cluster).getName());
    // The key of the extension that makes a cluster speak HTTP/2, without which no call passes.
    assertTrue(
        proxy
            .cluster(cluster)
            .containsTypedExtensionProtocolOptions(
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"));
    assertFalse(processor.getFailureModeAllow());
    ProcessingMode mode = processor.getProcessingMode();
    assertEquals(BodySendMode.FULL_DUPLEX_STREAMED, mode.getRequestBodyMode());
    assertEquals(BodySendMode.FULL_DUPLEX_STREAMED, mode.getResponseBodyMode());
  }

  static boolean isInspected(Route route) {
    return route.containsTypedPerFilterConfig(EXT_PROC);
  }

  /** Asserts that each chain of a sidecar for requests accepts mutual TLS 1.3 alone. */
  static void assertMutualTls(List<FilterChain> chains) {
    for (FilterChain chain : chains) {
      // The proxy's own port, whose requests would go in circles; they are dropped.
      if (!chain.getName().equals("virtualInbound-blackhole")) {
        DownstreamTlsContext tls = ProxyConfiguration.tls(chain);
        assertEquals("tls", chain.getFilterChainMatch().getTransportProtocol(), chain.getName());
        assertTrue(tls.getRequireClientCertificate().getValue(), chain.getName());
        assertMinimumTls13(tls);
      }
    }
  }

  static void assertMinimumTls13(DownstreamTlsContext tls) {
    assertEquals(
        TlsProtocol.TLSv1_3,
        tls.getCommonTlsContext().getTlsParams().getTlsMinimumProtocolVersion());
  }

  /** Asserts that the exchange record goes to extproc-dlp-server. */
  static void assertExchangeRecord(HttpConnectionManager manager) {
    assertTrue(
        manager.getAccessLogList().stream()
            .anyMatch(log ->
                log.getName().equals("envoy.access_loggers.http_grpc")
                    && log.getTypedConfig()
                        .getValue()
                        .toStringUtf8()
                        .contains("outbound|9002||extproc-dlp-server" + HOST)),
        manager.getAccessLogList().toString());
  }

  /** Asserts that spans go to the collector of the mesh configuration. */
  static void assertTraces(HttpConnectionManager manager) {
    assertTrue(
        manager
            .getTracing()
            .getProvider()
            .getTypedConfig()
            .getValue()
            .toStringUtf8()
            .contains("outbound|4317||opentelemetry-collector.observability.svc.cluster.local"),
        manager.getTracing().toString());
  }
}
