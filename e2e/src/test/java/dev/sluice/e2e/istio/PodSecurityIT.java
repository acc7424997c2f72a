package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests that the API server admits the pods of the servers, as istiod's webhook injects into
 * them in a mesh without Istio's CNI plugin (C-87).
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class PodSecurityIT {
  private static final String LEVEL = "pod-security.kubernetes.io/enforce=";

  private final MeshFixture mesh;

  PodSecurityIT(ApiServer api) {
    this.mesh = new MeshFixture(api, IstioSettings.shipped());
  }

  @AfterEach
  void uninstall() {
    mesh.uninstall();
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 without the CNI plugin, the shipped level admits the injected pods")
  void levelAsShipped_admitsPods() {
    mesh.install(InstallationFolders.of("istio/overlays/gateway"), "istio-ingress");

    for (String server : MeshFixture.SERVERS) {
      mesh.pods.create("sluice-system", "statefulset", server).requireSuccess();
      assertEquals("istio-init istio-proxy", mesh.initContainers(server + "-0"));
    }
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 without the CNI plugin, the level of the component cni refuses the pods")
  void componentCni_refusesPods() {
    mesh.install(InstallationFolders.with("istio/overlays/gateway", "istio/cni"), "istio-ingress");

    assertRefused("restricted");
  }

  @Test
  void levelBaseline_refusesPods() {
    mesh.install(InstallationFolders.of("istio/overlays/gateway"), "istio-ingress");
    mesh.kubectl.run("label", "namespace", "sluice-system", LEVEL + "baseline", "--overwrite");

    assertRefused("baseline");
  }

  @ParameterizedTest
  @Tag("C-87")
  @DisplayName("C-87 without a mesh, the level restricted admits the pods")
  @ValueSource(strings = {"envoy", "envoy-gateway"})
  void installationWithoutMesh_admitsPods(String folder) {
    mesh.install(InstallationFolders.of(folder), "gateways");
    assertTrue(
        mesh.kubectl
            .run("get", "namespace", "sluice-system", "-o", "jsonpath={.metadata.labels}")
            .contains("enforce\":\"restricted\""));

    String[] workloads =
        mesh.kubectl
            .run("get", "statefulsets", "-n", "sluice-system", "-o", "name")
            .strip()
            .split("\n");
    for (String workload : workloads) {
      CommandResult created =
          mesh.pods.create("sluice-system", "statefulset", workload.replaceFirst(".*/", ""));
      assertEquals("", created.requireSuccess().errors());
    }
  }

  private void assertRefused(String level) {
    for (String server : MeshFixture.SERVERS) {
      CommandResult created = mesh.pods.create("sluice-system", "statefulset", server);
      String said = created.errors();
      assertTrue(said.contains("violates PodSecurity \"" + level + ":latest\""), said);
      assertTrue(said.contains("istio-init") && said.contains("NET_ADMIN"), said);
      // The servers' own containers meet the level.
      assertTrue(!said.contains("\"server\""), said);
    }
  }
}
