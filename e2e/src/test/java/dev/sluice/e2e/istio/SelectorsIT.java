package dev.sluice.e2e.istio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/**
 * The tests that selectors select the pods of the workloads, with the labels that pods have after
 * injection (C-87). The API server itself matches them.
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class SelectorsIT {
  private static final String NAMESPACE = "sluice-system";
  private static final List<String> PODS =
      MeshFixture.SERVERS.stream().map(server -> server + "-0").toList();

  private final MeshFixture mesh;

  SelectorsIT(ApiServer api) {
    this.mesh = new MeshFixture(api, IstioSettings.shipped());
  }

  @BeforeAll
  void install() {
    mesh.install(InstallationFolders.of("istio/examples/complete"), "istio-ingress", "monitoring");
    mesh.createGateway("10.244.0.9");
    MeshFixture.SERVERS.forEach(
        server -> mesh.pods.create(NAMESPACE, "statefulset", server).requireSuccess());
  }

  @AfterAll
  void close() {
    mesh.close();
  }

  @Test
  void services_selectTheirOwnPods() {
    assertEquals(
        Map.of(
            "extauthz-server",
            List.of("extauthz-server-0"),
            "extproc-dlp-server",
            List.of("extproc-dlp-server-0"),
            "xds-controller",
            List.of("xds-controller-0")),
        selected("services", "/spec/selector"));
  }

  @Test
  void disruptionBudgets_selectTheirOwnPods() {
    assertEquals(
        selected("services", "/spec/selector"),
        selected("poddisruptionbudgets", "/spec/selector/matchLabels"));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 the network rules select the pods that they are for")
  void networkPolicies_selectTheirPods() {
    Map<String, List<String>> expected = new TreeMap<>();
    for (String everywhere : List.of("deny-by-default", "dns-and-istiod", "metrics", "database")) {
      expected.put(everywhere, PODS);
    }
    for (String server : MeshFixture.SERVERS) {
      expected.put(server, List.of(server + "-0"));
    }
    // The way out to an issuer.
    expected.put("issuer", List.of("extauthz-server-0"));

    assertEquals(expected, selected("networkpolicies", "/spec/podSelector"));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 the network rules let in the pod of the gateway")
  void networkPolicies_letInTheGateway() {
    for (String server : List.of("extauthz-server", "extproc-dlp-server")) {
      JsonNode from =
          mesh.kubectl.get("networkpolicy", server, "-n", NAMESPACE).at("/spec/ingress/0/from/0");
      List<String> namespaces =
          names("namespaces", from.at("/namespaceSelector/matchLabels"), "--all-namespaces");
      assertEquals(List.of("istio-ingress"), namespaces);
      assertEquals(
          List.of("gateway-0"),
          names("pods", from.at("/podSelector/matchLabels"), "--namespace=istio-ingress"));
    }
  }

  /** Returns the pods that each object of a kind selects. */
  private Map<String, List<String>> selected(String kind, String labels) {
    Map<String, List<String>> pods = new TreeMap<>();
    for (JsonNode object : mesh.kubectl.get(kind, "-n", NAMESPACE).path("items")) {
      pods.put(
          object.at("/metadata/name").asString(),
          names("pods", object.at(labels), "--namespace=" + NAMESPACE));
    }
    assertFalse(pods.isEmpty(), kind);
    return pods;
  }

  private List<String> names(String kind, JsonNode labels, String scope) {
    List<String> terms = new ArrayList<>();
    JsonNode equal = labels.has("matchLabels") ? labels.path("matchLabels") : labels;
    for (Map.Entry<String, JsonNode> label : equal.properties()) {
      if (label.getValue().isString()) {
        terms.add(label.getKey() + "=" + label.getValue().asString());
      }
    }
    for (JsonNode expression : labels.path("matchExpressions")) {
      List<String> values =
          expression.path("values").valueStream().map(JsonNode::asString).toList();
      assertEquals("In", expression.path("operator").asString());
      terms.add(expression.path("key").asString() + " in (" + String.join(",", values) + ")");
    }
    return mesh.kubectl
        .run("get", kind, scope, "--selector=" + String.join(",", terms), "--output=name")
        .lines()
        .map(name -> name.replaceFirst(".*/", ""))
        .sorted()
        .toList();
  }
}
