package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of what istiod sends to sidecars with the overlay for sidecars (C-87). */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class SidecarConfigurationIT {
  private static final String INBOUND = "virtualInbound";
  private static final Map<String, String> CHECKED = Map.of("sluice.dev/policy", "on");
  private static final Map<String, String> INSPECTED =
      Map.of("sluice.dev/policy", "on", "sluice.dev/inspection", "on");

  private final MeshFixture mesh;

  SidecarConfigurationIT(ApiServer api) {
    this.mesh = new MeshFixture(api, IstioSettings.shipped());
  }

  @BeforeAll
  void install() {
    mesh.install(InstallationFolders.of("istio/overlays/sidecar"), "apps");
    mesh.kubectl.run("label", "namespace", "apps", "istio-injection=enabled");
    mesh.createCollector();
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a sidecar asks extauthz-server first, extproc-dlp-server last")
  void inspectedPod_hasBothFilters() {
    ProxyConfiguration proxy = inbound(mesh.createApp("chat", "10.244.2.1", INSPECTED));

    for (HttpConnectionManager manager : proxy.httpManagers(INBOUND)) {
      FilterAssertions.assertOrder(manager);
      FilterAssertions.assertExtAuthz(proxy, manager);
      FilterAssertions.assertExtProc(proxy, manager, true);
      FilterAssertions.assertExchangeRecord(manager);
      FilterAssertions.assertTraces(manager);
      assertTrue(proxy.routes(manager).stream().allMatch(FilterAssertions::isInspected));
    }
    FilterAssertions.assertMutualTls(proxy.listener(INBOUND).getFilterChainsList());
  }

  @Test
  void checkedPod_isNotInspected() {
    ProxyConfiguration proxy = inbound(mesh.createApp("plain", "10.244.2.2", CHECKED));

    for (HttpConnectionManager manager : proxy.httpManagers(INBOUND)) {
      FilterAssertions.assertOrder(manager);
      assertTrue(proxy.routes(manager).stream().noneMatch(FilterAssertions::isInspected));
    }
  }

  @Test
  void podWithoutLabel_hasNoFilters() {
    ProxyConfiguration proxy = inbound(mesh.createApp("other", "10.244.2.3", Map.of()));

    for (HttpConnectionManager manager : proxy.httpManagers(INBOUND)) {
      List<String> names = ProxyConfiguration.filterNames(manager);
      assertFalse(names.contains(FilterAssertions.EXT_AUTHZ), names.toString());
      assertFalse(names.contains(FilterAssertions.EXT_PROC), names.toString());
    }
  }

  @ParameterizedTest
  @Tag("C-87")
  @DisplayName("C-87 the servers accept mutual TLS 1.3 alone, from callers with a rule")
  @ValueSource(strings = {"extauthz-server", "extproc-dlp-server", "xds-controller"})
  void server_acceptsMutualTlsOnly(String server) {
    mesh.pods.create("sluice-system", "statefulset", server).requireSuccess();
    String address = "10.244.1." + server.length();
    mesh.pods.setRunning("sluice-system", server + "-0", address);

    ProxyConfiguration proxy =
        inbound(
            new ProxyNode(
                "sidecar", address, server + "-0", "sluice-system", Map.of("app", server)));

    FilterAssertions.assertMutualTls(proxy.listener(INBOUND).getFilterChainsList());
    for (HttpConnectionManager manager : proxy.httpManagers(INBOUND)) {
      List<String> names = ProxyConfiguration.filterNames(manager);
      assertTrue(names.contains("envoy.filters.http.rbac"), names.toString());
    }
    // One for each port of the Service, and one for connections to other ports.
    assertEquals(3, proxy.httpManagers(INBOUND).size());
  }

  private ProxyConfiguration inbound(ProxyNode node) {
    return mesh.configuration(
        node,
        sent -> sent.listeners().containsKey(INBOUND) && sent.httpManagers(INBOUND).size() > 1);
  }
}
