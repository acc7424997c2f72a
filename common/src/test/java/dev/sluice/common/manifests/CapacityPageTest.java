package dev.sluice.common.manifests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of resources in the page on capacity. */
class CapacityPageTest {
  private static final ShippedManifests SHIPPED = ShippedManifests.ofThisCheckout();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy/extauthz-server",
        "policy/extproc-dlp-server",
        "controller/xds-controller"
      })
  @Tag("C-88")
  @DisplayName("C-88 the page shows the resources that the manifests request")
  void resources_ofThePage_areThoseOfTheManifest(String server) {
    String file = "servers/" + server + ".yaml";
    String yaml = ShippedManifests.read(SHIPPED.folder().resolve(file));
    KubernetesObject workload =
        ManifestSet.parse(file, yaml).stream()
            .filter(KubernetesObject::isWorkload)
            .findFirst()
            .orElseThrow();
    ManifestNode resources = workload.containers().findFirst().orElseThrow().at("resources");
    ManifestNode volume =
        workload.spec("volumeClaimTemplates").items().findFirst().orElseThrow().at("spec");
    String row =
        "| %s | %s | %s | %s | %s |"
            .formatted(
                workload.name(),
                resources.at("requests", "cpu").text(),
                resources.at("requests", "memory").text(),
                resources.at("limits", "memory").text(),
                volume.at("resources", "requests", "storage").text());
    String page = ShippedManifests.read(SHIPPED.root().resolve("docs/operations/capacity.md"));
    assertTrue(page.contains(row), () -> "docs/operations/capacity.md has no row " + row);
  }
}
