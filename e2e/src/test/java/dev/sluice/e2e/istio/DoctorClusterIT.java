package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.RepositoryRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The tests that {@code sluicectl doctor cluster} finds faults that kubectl put into a Kubernetes
 * API server, and none in the installation as shipped.
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class DoctorClusterIT {
  private static final Path INSTALLATION = InstallationFolders.of("istio/examples/complete");

  private final MeshFixture mesh;
  private final ClusterProgram doctor;
  private String meshConfig = "";

  DoctorClusterIT(ApiServer api) {
    this.mesh = new MeshFixture(api, IstioSettings.shipped());
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(
        List.of(
            "-cp",
            RepositoryRoot.find().classpath("sluicectl"),
            "dev.sluice.ctl.SluiceCtl",
            "doctor",
            "cluster",
            "--kubectl",
            api.tools().program("kubectl").toString()));
    this.doctor = new ClusterProgram(command, api.kubeconfig());
  }

  @BeforeAll
  void install() {
    mesh.install(INSTALLATION, "istio-ingress", "monitoring", "apps");
    meshConfig =
        mesh.kubectl.get("configmap", "istio", "-n", Istiod.NAMESPACE).at("/data/mesh").asString();
    // The workload of the gateway, as the Helm chart of Istio installs it.
    mesh.kubectl.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: istio-ingress, namespace: istio-ingress}
        spec:
          selector: {matchLabels: {istio: ingress}}
          template:
            metadata:
              labels: {istio: ingress}
              annotations: {inject.istio.io/templates: gateway}
            spec:
              containers: [{name: istio-proxy, image: auto}]
        """);
  }

  @BeforeEach
  void mendAll() {
    mesh.kubectl.run("apply", "--server-side", "--force-conflicts", "-k", INSTALLATION.toString());
    setMeshConfig(meshConfig);
  }

  @AfterAll
  void close() {
    setMeshConfig(meshConfig);
    mesh.close();
  }

  @Test
  void installationAsShipped_hasNoFinding() {
    CommandResult found = doctor.execute();

    assertEquals(0, found.exitCode(), found.output() + found.errors());
    assertTrue(found.output().contains("0 errors, 0 warnings"), found.output());
  }

  @Test
  void wrongGatewayLabel_isNamed() {
    patch(
        "authorizationpolicy/sluice-ext-authz",
        "istio-ingress",
        "{\"spec\": {\"selector\": {\"matchLabels\": {\"istio\": \"ingressgateway\"}}}}");

    assertFound("selector-matches-nothing", "AuthorizationPolicy/istio-ingress/sluice-ext-authz");
  }

  @Test
  void wrongNamespace_isNamed() {
    mesh.kubectl.apply(
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: moved, namespace: apps}
        spec:
          workloadSelector: {labels: {istio: ingress}}
          configPatches:
          - applyTo: HTTP_ROUTE
            match: {context: GATEWAY}
            patch: {operation: MERGE, value: {name: any}}
        """);
    try {
      assertFound("envoy-filter-namespace", "EnvoyFilter/apps/moved");
    } finally {
      mesh.kubectl.run("delete", "envoyfilter", "moved", "-n", "apps");
    }
  }

  @Test
  void missingProvider_isNamed() {
    setMeshConfig(meshConfig.replace("name: sluice-ext-authz", "name: another"));

    assertFound("provider-unknown", "AuthorizationPolicy/istio-ingress/sluice-ext-authz");
  }

  @Test
  void permissivePeers_areNamed() {
    patch(
        "peerauthentication/strict",
        "sluice-system",
        "{\"spec\": {\"mtls\": {\"mode\": \"PERMISSIVE\"}}}");

    assertFound("mtls-not-strict", "sluice-system");
  }

  @Test
  void contextThatIstiodIgnores_isNamed() {
    mesh.kubectl.run(
        "patch",
        "envoyfilter/sluice-ext-proc",
        "-n",
        "istio-ingress",
        "--type=json",
        "-p",
        """
        [{"op": "replace", "path": "/spec/configPatches/0/match", "value":
          {"context": "WAYPOINT", "waypoint": {"filter": {
            "name": "envoy.filters.network.http_connection_manager",
            "subFilter": {"name": "envoy.filters.http.router"}}}}}]
        """);

    assertFound("ext-proc-context", "EnvoyFilter/istio-ingress/sluice-ext-proc");
  }

  private void assertFound(String fault, String place) {
    CommandResult found = doctor.execute();
    String said = found.output() + found.errors();
    assertEquals(1, found.exitCode(), said);
    assertTrue(
        found.output().lines().anyMatch(line -> line.contains(fault) && line.contains(place)),
        said);
  }

  private void patch(String resource, String namespace, String change) {
    mesh.kubectl.run("patch", resource, "-n", namespace, "--type=merge", "-p", change);
  }

  private void setMeshConfig(String text) {
    mesh.kubectl.apply(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\n"
            + "data:\n  mesh: |\n"
            + text.indent(4));
  }
}
