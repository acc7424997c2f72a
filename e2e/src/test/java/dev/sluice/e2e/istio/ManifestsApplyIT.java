package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests that a Kubernetes API server, with istiod's webhook for validation, accepts every
 * folder of the manifests without a warning (C-87). The report is {@code
 * target/istio-manifests.txt}.
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class ManifestsApplyIT {
  /**
   * The notice that istiod gives for every EnvoyFilter. Istio has no other way to call ext_proc.
   */
  private static final String ENVOY_FILTER_NOTICE =
      "Warning: EnvoyFilter exposes internal implementation details that may change at any time.";

  private static final Path REPORT = Path.of("target", "istio-manifests.txt");

  private final Map<String, String> report = new TreeMap<>();
  private final Kubectl kubectl;
  private final TestNamespaces namespaces;
  private final Istiod istiod;

  ManifestsApplyIT(ApiServer api) {
    this.kubectl = api.kubectl();
    this.namespaces = new TestNamespaces(kubectl);
    this.istiod = Istiod.start(api, IstioSettings.shipped());
  }

  static Stream<String> installations() {
    return InstallationFolders.all().stream();
  }

  @BeforeAll
  void removeReport() throws IOException {
    Files.deleteIfExists(REPORT);
  }

  @BeforeEach
  void createNamespaces() {
    namespaces.create("istio-ingress", "apps", "gateways", "monitoring");
  }

  @AfterEach
  void removeNamespaces() {
    namespaces.removeAll();
  }

  @AfterAll
  void writeReport() throws IOException {
    istiod.close();
    StringBuilder text = new StringBuilder();
    report.forEach((folder, result) -> text.append("%-40s %s%n".formatted(folder, result)));
    Files.writeString(REPORT, text);
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 an API server accepts the folder without a warning")
  @MethodSource("installations")
  void apply_installation_isAccepted(String folder) {
    if (folder.equals("certificates") || folder.equals("istio/examples/external-secrets")) {
      kubectl.createNamespace("sluice-system");
    }
    assertAccepted(folder, InstallationFolders.of(folder));
  }

  @Test
  @Tag("C-85")
  @DisplayName("C-85 an API server accepts the monitoring with scraping, rules and dashboard")
  void apply_monitoringAndCni_isAccepted() {
    Path folder = InstallationFolders.with("istio/overlays/gateway", "istio/cni", "monitoring");

    assertAccepted("istio/overlays/gateway + cni + monitoring", folder);

    assertEquals(
        "restricted",
        kubectl
            .get("namespace", "sluice-system")
            .at("/metadata/labels")
            .path("pod-security.kubernetes.io/enforce")
            .asString());
    assertEquals(3, kubectl.get("servicemonitors", "-n", "sluice-system").path("items").size());
  }

  @Test
  @Tag("C-85")
  @DisplayName("C-85 the rule file is a valid PrometheusRule")
  void apply_alertsAsPrometheusRule_isAccepted() throws IOException {
    String rules = Files.readString(InstallationFolders.of("telemetry/alerts.yaml")).indent(2);

    CommandResult applied =
        kubectl.tryApply(
            """
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata: {name: sluice, namespace: monitoring}
            spec:
            """
                + rules);

    assertEquals(List.of(), warnings(applied));
    assertEquals(0, applied.exitCode(), applied.errors());
  }

  @Test
  void apply_unknownField_isRefused() {
    CommandResult applied =
        kubectl.tryApply(
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: strict, namespace: apps}
            spec: {mtls: {mode: STRICT}, mtsl: {}}
            """);

    assertTrue(applied.errors().contains("spec.mtsl"), applied.errors());
  }

  @Test
  void apply_policyWithoutProvider_isRefused() {
    CommandResult applied =
        kubectl.tryApply(
            """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: custom, namespace: apps}
            spec: {action: CUSTOM, rules: [{}]}
            """);

    assertTrue(applied.errors().contains("validation.istio.io"), applied.errors());
  }

  private void assertAccepted(String name, Path folder) {
    CommandResult applied = kubectl.applyFolder(folder);
    long objects = applied.output().lines().count();
    List<String> warnings = warnings(applied);
    boolean accepted = applied.exitCode() == 0 && warnings.isEmpty();
    report.put(
        name,
        accepted
            ? "%3d objects, no error, no warning".formatted(objects)
            : applied.errors().strip());
    assertEquals(List.of(), warnings, folder.toString());
    assertEquals(0, applied.exitCode(), applied.errors());
    assertFalse(objects == 0, folder + " has no objects");
  }

  /** Returns all lines that kubectl writes besides its results. */
  private static List<String> warnings(CommandResult applied) {
    return applied.errorLines().stream()
        .filter(line -> !line.startsWith(ENVOY_FILTER_NOTICE))
        .toList();
  }
}
