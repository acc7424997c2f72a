package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The tests of what istiod sends to an ingress gateway with the overlay for gateways (C-87). */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class GatewayConfigurationIT {
  private static final String ADDRESS = "10.244.0.9";
  private static final String LISTENER = "0.0.0.0_443";

  private final MeshFixture mesh;
  private ProxyConfiguration proxy = ProxyConfiguration.none();

  GatewayConfigurationIT(ApiServer api) {
    this.mesh = new MeshFixture(api, IstioSettings.shipped());
  }

  @BeforeAll
  void install() {
    mesh.install(InstallationFolders.of("istio/examples/complete"), "istio-ingress", "monitoring");
    mesh.createCollector();
    mesh.createGateway(ADDRESS);
    // A second route of the same host, which inspected-routes.yaml does not name.
    mesh.kubectl.apply(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: upstreams}
        spec:
          hosts: [ai.example.com]
          gateways: [istio-ingress/public]
          http:
          - name: catalog
            match: [{uri: {prefix: /v1/models}}]
            route: [{destination: {host: chat.upstreams.svc.cluster.local, port: {number: 8080}}}]
        """);
    proxy =
        mesh.configuration(
            MeshFixture.gateway(ADDRESS),
            sent ->
                sent.listeners().containsKey(LISTENER)
                    && sent.routes(manager(sent)).size() == 2
                    && ProxyConfiguration.filterNames(manager(sent))
                        .contains(FilterAssertions.EXT_PROC));
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a gateway asks extauthz-server first, extproc-dlp-server last")
  void filters_areInOrder() {
    FilterAssertions.assertOrder(manager(proxy));
  }

  @Test
  void extAuthz_isTheProviderOfTheMesh() {
    FilterAssertions.assertExtAuthz(proxy, manager(proxy));
  }

  @Test
  void extProc_isDisabled() {
    FilterAssertions.assertExtProc(proxy, manager(proxy), true);
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a gateway inspects the routes of inspected-routes.yaml, and no others")
  void routes_inspectedAreThoseNamed() {
    Map<String, Boolean> inspected = new TreeMap<>();
    for (Route route : proxy.routes(manager(proxy))) {
      inspected.put(route.getName(), FilterAssertions.isInspected(route));
    }
    assertEquals(Map.of("catalog", false, "chat", true), inspected);
  }

  @Test
  void listener_acceptsTls13Only() {
    for (FilterChain chain : proxy.listener(LISTENER).getFilterChainsList()) {
      FilterAssertions.assertMinimumTls13(ProxyConfiguration.tls(chain));
    }
  }

  @Test
  void spans_goToTheCollector() {
    FilterAssertions.assertTraces(manager(proxy));
  }

  @Test
  void accessLog_goesToExtProc() {
    FilterAssertions.assertExchangeRecord(manager(proxy));
  }

  private static HttpConnectionManager manager(ProxyConfiguration sent) {
    return sent.httpManagers(LISTENER).getFirst();
  }
}
