package dev.sluice.e2e.istio;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ReadinessProbe;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestFolders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The tests of requests through an Envoy that istiod configures from the overlay for gateways
 * (C-87). Envoy lacks Istio's own filters, for metrics, which the mesh of this test leaves out; and
 * it speaks plaintext, because the policy servers are stubs on the loopback address.
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class GatewayTrafficIT {
  private static final String ADDRESS = "10.244.0.9";

  private final int port = StackPorts.findFreePort();
  private final PolicyServerStub policy = new PolicyServerStub();
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final MeshFixture mesh;
  private final GatewayClient client =
      new GatewayClient(URI.create("http://127.0.0.1:" + port))
          .withHeader("host", "ai.example.com");
  private @Nullable MeshEnvoy envoy;

  GatewayTrafficIT(ApiServer api) throws IOException {
    this.mesh =
        new MeshFixture(
            api,
            new IstioSettings(
                meshConfig(),
                List.of(),
                Map.of(
                    "PILOT_ENABLE_METADATA_EXCHANGE", "false", "PILOT_ENABLE_ALPN_FILTER", "false"),
                "127.0.0.1"));
  }

  @BeforeAll
  void startEnvoy() {
    upstream.respondWith(
        new RawHttpUpstream.ScriptedResponse("text/plain", List.of("upstream"), Map.of()));
    mesh.install(InstallationFolders.of("istio/overlays/gateway"), "istio-ingress", "upstreams");
    mesh.createGateway(ADDRESS);
    mesh.kubectl.apply(routes());
    mesh.kubectl.apply(workloadEntry("sluice-system", "extauthz-server", "grpc", policy.port()));
    mesh.kubectl.apply(workloadEntry("sluice-system", "extproc-dlp-server", "grpc", policy.port()));
    mesh.kubectl.apply(workloadEntry("upstreams", "chat", "http", upstream.port()));
    envoy = new MeshEnvoy(mesh.istiod, MeshFixture.gateway(ADDRESS));
    ConditionWait.awaitTrue(
        "the gateway answers with 200",
        Duration.ofSeconds(30),
        () ->
            ReadinessProbe.respondsToHttp(URI.create("http://127.0.0.1:" + port))
                && client.get("/v1/models").status() == 200);
  }

  @AfterAll
  void close() {
    if (envoy != null) {
      envoy.close();
    }
    mesh.close();
    upstream.close();
    policy.close();
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a request on a named route reaches extproc-dlp-server")
  void namedRoute_isInspected() {
    int before = policy.checks.get();

    GatewayResponse response = client.post("/v1/chat", "{}");

    assertEquals(PolicyServerStub.INSPECTED.getNumber(), response.status());
    assertEquals(before + 1, policy.checks.get());
  }

  @Test
  @Tag("C-87")
  @DisplayName("C-87 a request on another route is checked, and not inspected")
  void otherRoute_isCheckedOnly() {
    int before = policy.checks.get();

    GatewayResponse response = client.get("/v1/models");

    assertEquals(200, response.status());
    assertEquals("upstream", response.body());
    assertEquals(before + 1, policy.checks.get());
  }

  @Test
  void envoy_acceptsAllOfIstiod() {
    List<String> rejected =
        new GatewayClient(requireNonNull(envoy).admin())
            .get("/stats?filter=update_rejected")
            .body()
            .lines()
            .toList();

    for (String type : List.of("cds", "lds", "rds")) {
      assertTrue(rejected.stream().anyMatch(line -> line.contains(type + ".")), type + rejected);
    }
    assertEquals(
        List.of(), rejected.stream().filter(line -> !line.endsWith("rejected: 0")).toList());
  }

  /** Returns the shipped mesh configuration without what Envoy alone does not have. */
  private static Path meshConfig() throws IOException {
    String shipped = Files.readString(IstioSettings.shipped().meshConfig());
    String changed =
        shipped.replace(
            "  meshConfig:\n",
            "  meshConfig:\n    defaultProviders: {metrics: []}\n    enableAutoMtls: false\n");
    Path file = TestFolders.ofThisJvm("istio").toAbsolutePath().resolve("mesh-config.yaml");
    return Files.writeString(file, changed);
  }

  private String routes() {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: chat, namespace: upstreams}
    spec:
      selector: {app: chat}
      ports: [{name: http, port: 8080}]
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: local, namespace: istio-ingress}
    spec:
      selector: {istio: ingress}
      servers:
      - port: {number: %d, name: http, protocol: HTTP}
        bind: 127.0.0.1
        hosts: [ai.example.com]
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: local, namespace: istio-ingress}
    spec:
      hosts: [ai.example.com]
      gateways: [local]
      http:
      - name: chat
        match: [{uri: {prefix: /v1/chat}}]
        route: [{destination: {host: chat.upstreams.svc.cluster.local, port: {number: 8080}}}]
      - name: catalog
        match: [{uri: {prefix: /v1/models}}]
        route: [{destination: {host: chat.upstreams.svc.cluster.local, port: {number: 8080}}}]
    """
        .formatted(port);
  }

  private static String workloadEntry(String namespace, String app, String portName, int number) {
    return """
    apiVersion: networking.istio.io/v1
    kind: WorkloadEntry
    metadata: {name: %s, namespace: %s}
    spec: {address: 127.0.0.1, labels: {app: %s}, ports: {%s: %d}}
    """
        .formatted(app, namespace, app, portName, number);
  }
}
