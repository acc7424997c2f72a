package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The tests of what istiod sends to a waypoint, which it makes from the overlay for ambient mode
 * (C-87).
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class WaypointConfigurationIT {
  private static final String WAYPOINT = "10.244.3.9";
  private static final String APP = "10.244.3.1";
  private static final String REQUESTS = "main_internal";
  private static final String TUNNELS = "connect_terminate";
  private static final String SERVICE = "inbound-vip|80|http|chat.apps.svc.cluster.local";

  private final MeshFixture mesh;
  private ProxyConfiguration proxy = ProxyConfiguration.none();

  WaypointConfigurationIT(ApiServer api) {
    this.mesh = new MeshFixture(api, IstioSettings.shipped().withOption("--set=profile=ambient"));
  }

  @BeforeAll
  void install() {
    mesh.install(InstallationFolders.of("istio/overlays/ambient"), "apps");
    mesh.kubectl.run(
        "label",
        "namespace",
        "apps",
        "istio.io/dataplane-mode=ambient",
        "istio.io/use-waypoint=waypoint");
    mesh.createApp("chat", APP, Map.of("sluice.dev/policy", "on"));
    mesh.createCollector();
    mesh.pods.addEndpoint("apps", "chat", "chat", APP);
    // istiod itself makes the Deployment, the Service and the account of the waypoint.
    mesh.kubectl.run("wait", "--for=create", "deployment/waypoint", "-n", "apps", "--timeout=30s");
    mesh.pods.create("apps", "deployment", "waypoint").requireSuccess();
    mesh.pods.setRunning("apps", "waypoint-0", WAYPOINT);
    mesh.pods.addEndpoint("apps", "waypoint", "waypoint-0", WAYPOINT);
    proxy =
        mesh.configuration(
            new ProxyNode(
                "waypoint",
                WAYPOINT,
                "waypoint-0",
                "apps",
                Map.of(
                    "gateway.networking.k8s.io/gateway-name",
                    "waypoint",
                    "gateway.networking.k8s.io/gateway-class-name",
                    "istio-waypoint")),
            sent ->
                sent.listeners().containsKey(REQUESTS)
                    && sent.listener(REQUESTS).getFilterChainsList().stream()
                        .anyMatch(chain -> chain.getName().equals(SERVICE)));
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a waypoint asks extauthz-server first, extproc-dlp-server last")
  void requests_passBothFilters() {
    List<HttpConnectionManager> managers = proxy.httpManagers(REQUESTS);

    assertFalse(managers.isEmpty());
    for (HttpConnectionManager manager : managers) {
      FilterAssertions.assertOrder(manager);
      FilterAssertions.assertExtAuthz(proxy, manager);
      FilterAssertions.assertExtProc(proxy, manager, false);
      FilterAssertions.assertExchangeRecord(manager);
      FilterAssertions.assertTraces(manager);
    }
  }

  @Test
  void tunnels_passNoFilter() {
    List<String> names = ProxyConfiguration.filterNames(proxy.httpManagers(TUNNELS).getFirst());

    assertFalse(names.contains(FilterAssertions.EXT_AUTHZ), names.toString());
    assertFalse(names.contains(FilterAssertions.EXT_PROC), names.toString());
  }

  @Test
  void tunnels_needMutualTls() {
    DownstreamTlsContext tls =
        ProxyConfiguration.tls(proxy.listener(TUNNELS).getFilterChainsList().getFirst());

    assertEquals(1, proxy.listener(TUNNELS).getFilterChainsCount());
    assertTrue(tls.getRequireClientCertificate().getValue());
    FilterAssertions.assertMinimumTls13(tls);
  }

  @Test
  void account_isTheOneOfTheSettings() {
    String account =
        mesh.kubectl
            .get("deployment", "waypoint", "-n", "apps")
            .at("/spec/template/spec/serviceAccountName")
            .asString();
    String allowed =
        mesh.kubectl
            .get("authorizationpolicy", "only-by-the-waypoint", "-n", "apps")
            .at("/spec/rules/0/from/0/source/principals/0")
            .asString();

    assertEquals("cluster.local/ns/apps/sa/" + account, allowed);
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 istioctl analyze finds nothing in a cluster with the ambient overlay")
  void analysis_hasNoFinding() {
    // The CNI plugin of a mesh in ambient mode marks the pods that it has connected to ztunnel.
    mesh.kubectl.run(
        "annotate", "pod", "chat", "-n", "apps", "ambient.istio.io/redirection=enabled");

    assertEquals(List.of(), mesh.analyze("apps"));
  }

  @Test
  void servers_haveNoSidecar() {
    CommandResult created = mesh.pods.create("sluice-system", "statefulset", "extauthz-server");

    assertEquals("", created.errors());
    assertTrue(
        mesh.kubectl
            .get("pod", "extauthz-server-0", "-n", "sluice-system")
            .at("/spec/initContainers")
            .isMissingNode());
  }
}
