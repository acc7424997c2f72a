package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A test that the API server admits the pods of the servers without a privilege, as istiod's
 * webhook injects into them in a mesh with Istio's CNI plugin (C-87).
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class PodSecurityWithCniIT {
  private final MeshFixture mesh;

  PodSecurityWithCniIT(ApiServer api) {
    this.mesh =
        new MeshFixture(
            api, IstioSettings.shipped().withOption("--set=components.cni.enabled=true"));
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 with the CNI plugin, the level restricted admits the injected pods")
  void componentCni_admitsPods() {
    mesh.install(InstallationFolders.with("istio/overlays/gateway", "istio/cni"), "istio-ingress");

    for (String server : MeshFixture.SERVERS) {
      CommandResult created = mesh.pods.create("sluice-system", "statefulset", server);
      assertEquals("", created.requireSuccess().errors());
      assertEquals("istio-validation istio-proxy", mesh.initContainers(server + "-0"));
    }
  }
}
