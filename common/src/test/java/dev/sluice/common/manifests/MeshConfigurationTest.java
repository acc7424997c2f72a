package dev.sluice.common.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The configuration of proxies: the mesh, the filters, and the bootstrap of an Envoy. */
final class MeshConfigurationTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{name: ([A-Z][A-Z0-9_]+), value");
  private static final Set<String> OTHERS = Set.of("POD_NAME", "JAVA_TOOL_OPTIONS");
  private static final ShippedManifests SHIPPED = ShippedManifests.ofThisCheckout();

  private final ManifestNode mesh =
      SHIPPED.document("istio/mesh/mesh-config.yaml").at("spec", "meshConfig");

  @Test
  @Tag("C-87")
  @DisplayName("C-87 TLS 1.3 in the mesh, and checks that time out and fail closed")
  void mesh_checksFailClosed() {
    ManifestNode check = provider("envoyExtAuthzGrpc");

    assertEquals("TLSV1_3", mesh.at("meshMTLS", "minProtocolVersion").text());
    assertEquals("0.5s", check.at("timeout").text());
    assertEquals("false", check.at("failOpen").text());
    assertEquals("503", check.at("statusOnError").text());
    assertEquals("9001", check.at("port").text());
    assertEquals("9002", provider("envoyHttpAls").at("port").text());
  }

  @Test
  void mesh_forHelm_isEqual() {
    assertEquals(mesh, SHIPPED.document("istio/mesh/values.yaml").at("meshConfig"));
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 policies and access logs use the providers of the mesh")
  void providers_ofPolicies_areInTheMesh() {
    Set<String> defined = new TreeSet<>();
    mesh.at("extensionProviders").items().forEach(p -> defined.add(p.at("name").text()));
    Set<String> used = new TreeSet<>();
    SHIPPED
        .raw()
        .objects()
        .forEach(object -> {
          if (object.isA("AuthorizationPolicy") && object.spec("provider").isPresent()) {
            used.add(object.spec("provider", "name").text());
          }
          if (object.isA("Telemetry")) {
            object
                .root()
                .all()
                .flatMap(node -> node.at("providers").items())
                .forEach(node -> used.add(node.at("name").text()));
          }
        });

    assertEquals(defined, used);
  }

  @Test
  void filters_ofRoutes_areOffByDefault() {
    for (String overlay : List.of("gateway", "sidecar")) {
      ManifestNode filter = SHIPPED.document("istio/overlays/" + overlay + "/ext-proc.yaml");
      assertTrue(filter.all().anyMatch(node -> node.at("disabled").text().equals("true")), overlay);
    }
  }

  @Test
  void extProc_callsNameTheServer() {
    for (String overlay : List.of("gateway", "sidecar", "ambient")) {
      ManifestNode service =
          SHIPPED
              .document("istio/overlays/" + overlay + "/ext-proc.yaml")
              .all()
              .map(node -> node.at("envoy_grpc"))
              .filter(ManifestNode::isPresent)
              .findFirst()
              .orElseThrow();
      String cluster = service.at("cluster_name").text();
      assertEquals(
          cluster.substring(cluster.lastIndexOf('|') + 1), service.at("authority").text(), overlay);
    }
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 requests to Envoy Gateway are checked in time, and fail closed")
  void envoyGateway_checksFailClosed() {
    ManifestNode check =
        SHIPPED.raw().ofKind("SecurityPolicy").findFirst().orElseThrow().spec("extAuth");

    assertEquals("false", check.at("failOpen").text());
    assertEquals("500ms", check.at("timeout").text());
  }

  @Test
  void bootstrap_ofEnvoy_isThatOfTheController() {
    Path file =
        SHIPPED
            .root()
            .resolve("xds-controller/src/main/resources/dev/sluice/controller/xds")
            .resolve("envoy-bootstrap.yaml");
    String template =
        ShippedManifests.read(file)
            .replace("{{{node.metadata}}}", "{sluice_kind: envoy}")
            .replaceAll("\\{\\{controller.tls}}", "# none")
            .replace("{{heap.bytes}}", Long.toString(memoryOfEnvoy() * 9 / 10))
            .replaceAll("\\{\\{[a-z.]+}}", "1");
    ManifestNode expected = ManifestSet.parse("template", template).getFirst().root();
    ManifestNode shipped = SHIPPED.document("envoy/config/envoy.yaml");

    for (String part :
        List.of("dynamic_resources", "stats_config", "overload_manager", "layered_runtime")) {
      assertEquals(expected.at(part), shipped.at(part), part);
    }
    assertEquals(expected.at("node", "metadata"), shipped.at("node", "metadata"));
    assertEquals(controller(expected), controller(shipped));
    assertTrue(
        shipped
            .all()
            .anyMatch(node -> node.at("tls_minimum_protocol_version").text().equals("TLSv1_3")));
  }

  /** Returns the memory limit of Envoy's container in bytes. */
  private static long memoryOfEnvoy() {
    String limit =
        ManifestSet.parse(
                "envoy.yaml", ShippedManifests.read(SHIPPED.folder().resolve("envoy/envoy.yaml")))
            .stream()
            .filter(KubernetesObject::isWorkload)
            .flatMap(KubernetesObject::containers)
            .filter(container -> container.at("name").text().equals("envoy"))
            .map(container -> container.at("resources", "limits", "memory").text())
            .findFirst()
            .orElseThrow();
    assertTrue(limit.endsWith("Mi"), limit);
    return Long.parseLong(limit.substring(0, limit.length() - 2)) << 20;
  }

  /** Returns what both files say of the connection to the controller, addresses left out. */
  private static Map<String, String> controller(ManifestNode bootstrap) {
    Map<String, String> cluster =
        bootstrap
            .at("static_resources", "clusters")
            .items()
            .filter(node -> node.at("name").text().equals("sluice_controller"))
            .findFirst()
            .orElseThrow()
            .labels();
    cluster.keySet().removeAll(Set.of("load_assignment", "transport_socket"));
    return cluster;
  }

  @Test
  void variables_ofContainers_areOfTheServers() {
    String configurations = configurationClasses();
    Set<String> unknown = new TreeSet<>();
    SHIPPED
        .yamlFiles()
        .flatMap(file -> VARIABLE.matcher(ShippedManifests.read(file)).results())
        .map(found -> found.group(1))
        .filter(name -> !OTHERS.contains(name) && !name.startsWith("SLUICE_"))
        .filter(name -> !configurations.contains('"' + name + '"'))
        .forEach(unknown::add);

    assertEquals(Set.of(), unknown);
  }

  /** Returns the sources that name variables. Those with the prefix are tested in each server. */
  private static String configurationClasses() {
    return Stream.of(
            "extauthz-server/src/main/java/dev/sluice/extauthz/server/JwtConfig.java",
            "extauthz-server/src/main/java/dev/sluice/extauthz/server/UpstreamConfig.java",
            "common/src/main/java/dev/sluice/common/audit/AuditConfig.java")
        .map(file -> ShippedManifests.read(SHIPPED.root().resolve(file)))
        .reduce("", String::concat);
  }

  private ManifestNode provider(String kind) {
    return mesh.at("extensionProviders")
        .items()
        .map(provider -> provider.at(kind))
        .filter(ManifestNode::isPresent)
        .findFirst()
        .orElseThrow();
  }
}
