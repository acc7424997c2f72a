package dev.sluice.common.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The checks of all files for operators: as they are, and as kubectl renders them where it is
 * installed. What an API server or istiod says of them is another question.
 */
final class ManifestsTest {
  private static final ShippedManifests SHIPPED = ShippedManifests.ofThisCheckout();
  private static final List<ManifestSet> RENDERED = new ArrayList<>();
  private static final List<String> OVERLAYS =
      List.of("istio/overlays/gateway", "istio/overlays/sidecar", "istio/overlays/ambient");

  @BeforeAll
  static void render() throws IOException, InterruptedException {
    RENDERED.clear();
    if (ShippedManifests.hasKubectl()) {
      for (String installation : SHIPPED.installations()) {
        RENDERED.add(SHIPPED.rendered(installation));
      }
    }
  }

  static Stream<ManifestSet> sets() {
    return Stream.concat(Stream.of(SHIPPED.raw()), RENDERED.stream());
  }

  @Test
  void folders_ofInstallations_areRendered() {
    assumeTrue(ShippedManifests.hasKubectl(), "only files are checked: no kubectl on the PATH");

    List<String> names = RENDERED.stream().map(ManifestSet::name).toList();
    assertTrue(names.containsAll(OVERLAYS), names.toString());
    assertTrue(names.contains("envoy") && names.contains("envoy-gateway"), names.toString());
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 every selector selects a workload")
  @MethodSource("sets")
  void selectors_matchWorkloads(ManifestSet set) {
    assertNone(SelectorRules.problems(set));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 what pods refer to exists, or a page says that it is the operator's")
  @MethodSource("sets")
  void references_areProvided(ManifestSet set) {
    assertNone(ReferenceRules.problems(set, SHIPPED.pages()));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 pods have no privilege that they do not use")
  @MethodSource("sets")
  void pods_haveNoPrivileges(ManifestSet set) {
    assertNone(Stream.concat(WorkloadRules.privileges(set), WorkloadRules.tokens(set)));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 servers have probes, resources, and are spread")
  @MethodSource("sets")
  void servers_haveProbesAndResources(ManifestSet set) {
    assertNone(WorkloadRules.operation(set));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 3 to 20 replicas, and a disruption budget")
  @MethodSource("sets")
  void servers_scale(ManifestSet set) {
    assertNone(WorkloadRules.scaling(set));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 spools and states are on volumes that outlive the pod")
  @MethodSource("sets")
  void data_outlivesThePod(ManifestSet set) {
    assertNone(WorkloadRules.data(set));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 strict mutual TLS, and TLS 1.3")
  @MethodSource("sets")
  void connections_areEncrypted(ManifestSet set) {
    assertNone(Stream.concat(EdgeRules.encryption(set), WorkloadRules.protocols(set)));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-24")
  @DisplayName("C-24 an ALLOW names who may pass, and the twin of CUSTOM grants what was checked")
  @MethodSource("sets")
  void allows_nameIdentities(ManifestSet set) {
    assertNone(Stream.concat(EdgeRules.openAllows(set), EdgeRules.twins(set)));
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-24")
  @DisplayName("C-24 bodies do not pass without inspection when the server is away")
  @MethodSource("sets")
  void inspection_failsClosed(ManifestSet set) {
    assertNone(EdgeRules.inspection(set));
  }

  @Test
  @Tag("C-24")
  @DisplayName("C-24 what no policy names does not pass, in the mesh and below it")
  void namespaces_denyByDefault() {
    assumeTrue(ShippedManifests.hasKubectl(), "kubectl is not on the PATH");

    assertNone(
        RENDERED.stream()
            .flatMap(set -> EdgeRules.denyByDefault(set, set.name().startsWith("istio/"))));
  }

  @Test
  @Tag("C-24")
  @DisplayName("C-24 the example upstream accepts the gateway alone")
  void upstream_acceptsTheGateway() {
    assumeTrue(ShippedManifests.hasKubectl(), "kubectl is not on the PATH");

    ManifestSet set = rendered("istio/examples/complete");
    ManifestNode gateway =
        SHIPPED.document("istio/overlays/gateway/settings.yaml").at("spec", "gateway");
    List<String> principals =
        inNamespace(set, "AuthorizationPolicy", "upstreams")
            .flatMap(policy -> policy.root().all())
            .flatMap(node -> node.at("principals").texts().stream())
            .toList();
    List<ManifestNode> sources =
        inNamespace(set, "NetworkPolicy", "upstreams")
            .flatMap(policy -> policy.spec("ingress").items())
            .flatMap(rule -> rule.at("from").items())
            .toList();

    assertEquals(List.of(gateway.at("principal").text()), principals);
    assertEquals(1, sources.size());
    assertEquals(
        gateway.at("labels").labels(),
        sources.getFirst().at("podSelector", "matchLabels").labels());
    assertEquals(
        gateway.at("namespace").text(),
        sources
            .getFirst()
            .at("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name")
            .text());
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-87")
  @DisplayName("C-87 the management API has a certificate, and names who may reach it")
  @ValueSource(strings = {"examples/management-api", "istio/examples/management-api"})
  void managementApi_isReachedByNamedCallers(String installation) {
    assumeTrue(ShippedManifests.hasKubectl(), "kubectl is not on the PATH");

    ManifestSet set = rendered(installation);
    List<String> callers =
        set.ofKind("NetworkPolicy")
            .flatMap(policy -> policy.spec("ingress").items())
            .filter(rule ->
                rule.at("ports").items().anyMatch(port -> port.at("port").text().equals("9004")))
            .flatMap(rule -> rule.at("from").items())
            .map(from ->
                from.at("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name").text())
            .toList();
    Set<String> variables =
        set.workloads()
            .filter(workload -> workload.name().equals("xds-controller"))
            .flatMap(KubernetesObject::containers)
            .flatMap(container -> container.at("env").items())
            .map(variable -> variable.at("name").text())
            .collect(Collectors.toSet());

    assertEquals(List.of("sluice-clients"), callers);
    assertTrue(
        variables.containsAll(
            List.of("SLUICE_API_ISSUERS", "SLUICE_API_TLS_CERTIFICATE", "SLUICE_API_RBAC")),
        variables::toString);
  }

  @Test
  void settings_replaceAllPlaceholders() {
    assumeTrue(ShippedManifests.hasKubectl(), "kubectl is not on the PATH");

    assertNone(
        RENDERED.stream()
            .flatMap(set -> set.objects().stream())
            .filter(object -> object.root().text().contains("set-by"))
            .map(object -> object + ": has a placeholder"));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a waypoint takes policies with targetRefs only")
  void waypoint_hasTargetRefsOnly() {
    assumeTrue(ShippedManifests.hasKubectl(), "kubectl is not on the PATH");

    ManifestSet set = rendered("istio/overlays/ambient");
    List<KubernetesObject> policies =
        Stream.of("EnvoyFilter", "Telemetry", "AuthorizationPolicy")
            .flatMap(set::ofKind)
            .filter(policy -> policy.name().startsWith("sluice-"))
            .toList();

    assertEquals(4, policies.size());
    assertNone(
        policies.stream()
            .filter(policy ->
                !policy.spec("targetRefs").isPresent()
                    || policy.spec("selector").isPresent()
                    || policy.spec("workloadSelector").isPresent())
            .map(KubernetesObject::toString));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 the namespace lets in what sidecar injection needs, and no more")
  void podSecurity_fitsTheMesh() {
    assumeTrue(ShippedManifests.hasKubectl(), "kubectl is not on the PATH");

    assertEquals("privileged", podSecurity("istio/overlays/gateway"));
    assertEquals("privileged", podSecurity("istio/overlays/sidecar"));
    assertEquals("restricted", podSecurity("istio/overlays/ambient"));
    assertEquals("restricted", podSecurity("envoy"));
    assertEquals("restricted", podSecurity("envoy-gateway"));
  }

  private static String podSecurity(String installation) {
    return inNamespace(rendered(installation), "Namespace", "")
        .filter(namespace -> namespace.name().equals("sluice-system"))
        .map(namespace -> namespace.root().at("metadata", "labels").labels())
        .map(labels -> labels.getOrDefault("pod-security.kubernetes.io/enforce", "none"))
        .collect(Collectors.joining(", "));
  }

  private static Stream<KubernetesObject> inNamespace(
      ManifestSet set, String kind, String namespace) {
    return set.ofKind(kind).filter(object -> object.namespace().equals(namespace));
  }

  private static ManifestSet rendered(String name) {
    return RENDERED.stream().filter(set -> set.name().equals(name)).findFirst().orElseThrow();
  }

  private static void assertNone(Stream<String> problems) {
    assertEquals("", problems.distinct().collect(Collectors.joining("\n")));
  }
}
