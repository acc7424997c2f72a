package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that istioctl finds nothing wrong in the manifests (C-87). */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class IstioctlAnalysisIT {
  private final ApiServer api;
  private final MeshFixture mesh;

  IstioctlAnalysisIT(ApiServer api) {
    this.api = api;
    this.mesh = new MeshFixture(api, IstioSettings.shipped());
  }

  static Stream<String> installations() {
    return InstallationFolders.all().stream().filter(name -> name.startsWith("istio/"));
  }

  @AfterEach
  void uninstall() {
    mesh.uninstall();
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 istioctl validate and analyze find nothing in the rendered folder")
  @MethodSource("installations")
  void files_haveNoFinding(String folder, @TempDir Path rendered) throws IOException {
    Path file = rendered.resolve("all.yaml");
    Files.writeString(
        file, mesh.kubectl.run("kustomize", InstallationFolders.of(folder).toString()));
    ClusterProgram istioctl = mesh.istiod.istioctl();

    CommandResult validated = istioctl.execute("validate", "-f", file.toString());
    assertEquals(List.of(), IstioctlFindings.in(validated), validated.errors());
    assertEquals(0, validated.exitCode());

    CommandResult analyzed = istioctl.execute("analyze", "--use-kube=false", file.toString());
    assertEquals(0, analyzed.exitCode(), analyzed.output() + analyzed.errors());
    assertEquals(List.of(), IstioctlFindings.in(analyzed));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 istioctl analyze finds nothing in a cluster with the gateway overlay")
  void gateway_hasNoFinding() {
    mesh.install(InstallationFolders.of("istio/examples/complete"), "istio-ingress", "monitoring");
    mesh.createGateway("10.244.0.9");
    MeshFixture.SERVERS.forEach(
        server -> mesh.pods.create("sluice-system", "statefulset", server).requireSuccess());
    mesh.pods.create("upstreams", "deployment", "chat").requireSuccess();
    // Any valid pair; the one of the API server is at hand.
    Path pair = api.folder().resolve("certificates");
    mesh.kubectl.run(
        "create",
        "secret",
        "tls",
        "public-certificate",
        "--namespace=istio-ingress",
        "--cert=" + pair.resolve("apiserver.crt"),
        "--key=" + pair.resolve("apiserver.key"));

    assertEquals(List.of(), mesh.analyze("sluice-system", "istio-ingress", "upstreams"));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 istioctl analyze finds nothing in a cluster with the sidecar overlay")
  void sidecar_hasNoFinding() {
    mesh.install(InstallationFolders.of("istio/overlays/sidecar"), "apps", "monitoring");
    mesh.kubectl.run("label", "namespace", "apps", "istio-injection=enabled");
    mesh.createApp(
        "chat", "10.244.2.1", Map.of("sluice.dev/policy", "on", "sluice.dev/inspection", "on"));
    MeshFixture.SERVERS.forEach(
        server -> mesh.pods.create("sluice-system", "statefulset", server).requireSuccess());

    assertEquals(List.of(), mesh.analyze("sluice-system", "apps"));
  }

  @Test
  void selectorWithoutPods_isFound() {
    mesh.install(InstallationFolders.of("istio/overlays/sidecar"), "apps");

    List<String> found = mesh.analyze("apps");

    assertEquals(
        2, found.stream().filter(line -> line.contains("IST0127")).count(), found.toString());
  }
}
