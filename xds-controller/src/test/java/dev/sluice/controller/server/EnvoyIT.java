package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.error.ErrorSentence;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.server.grpc.AdsFixture;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the translated resources on a real Envoy. */
class EnvoyIT {
  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final HttpClient client = HttpClient.newHttpClient();
  private AdsFixture controller;
  private StubServers standIns;
  private EnvoyProcess envoy;
  private GatewayTranslator translator;
  private int port;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(EnvoyProcess.binary().isPresent(), "no Envoy: set ENVOY to one");
    controller = new AdsFixture();
    standIns = new StubServers();
    translator =
        new GatewayTranslator(
            new TranslatorConfig(
                List.of(standIns.authorization()),
                List.of(new HostPort("127.0.0.1", 1)),
                "127.0.0.1",
                0,
                "",
                Optional.empty(),
                MessageDetail.FULL,
                new ForgeableHeaders(
                    ForgeableHeaders.DEFAULT.names(),
                    ForgeableHeaders.DEFAULT.prefixes(),
                    Set.of("x-auth-token"))));
    update(gateway(100, 0));
    envoy = new EnvoyProcess(folder, "lab/envoy-1", controller.address());
    port = envoy.port("gw/http");
  }

  @AfterEach
  void stop() {
    for (AutoCloseable part : new AutoCloseable[] {envoy, standIns, controller}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void everything_isAcceptedAndServed() throws Exception {
    HttpResponse<String> answer =
        get(
            "/v1/items/7?q=1",
            "x-user-id",
            "root",
            "x-sluice-listener",
            "gw/other",
            "x-envoy-upstream-rq-timeout-ms",
            "1",
            "x-original-url",
            "/admin",
            "x-subject",
            "root",
            "x-auth-request-user",
            "root",
            "x-auth-token",
            "t-1",
            "x-correlation-id",
            "c-1");
    assertEquals(200, answer.statusCode(), envoy::log);
    assertEquals("blue", answer.body());
    assertEquals(List.of("c-1"), answer.headers().allValues("x-correlation-id"));
    var check = standIns.checks.take();
    assertEquals("p1/items", standIns.routes.take());
    assertTrue(StubServers.header(check, "x-sluice-route").isEmpty());
    Map<String, String> upstream = standIns.upstreamHeaders.take();
    assertEquals("/items/7?q=1", upstream.get(":path"));
    for (String removed :
        List.of(
            "x-user-id",
            "x-sluice-listener",
            "x-original-url",
            "x-subject",
            "x-auth-request-user",
            "x-envoy-upstream-rq-timeout-ms")) {
      assertFalse(upstream.containsKey(removed), () -> removed + " in " + upstream);
    }
    assertEquals("t-1", upstream.get("x-auth-token"));
    assertEquals("gw/http", StubServers.header(check, "x-sluice-listener").orElseThrow());
    assertEquals(List.of(), controller.refusals("lab/envoy-1"));
  }

  @Test
  void ownReplies_haveTheErrorBody() throws Exception {
    HttpResponse<String> unknownPath = get("/v1/other", "x-correlation-id", "c\"1");
    assertEquals(404, unknownPath.statusCode(), envoy::log);
    assertError("NOT_FOUND", "c\\\"1", unknownPath);
    HttpResponse<String> wrongMethod = post("/v1/items/1");
    assertEquals(404, wrongMethod.statusCode());
    HttpResponse<String> unknownHost = getOnHost("localhost", "/v1/items/1");
    assertEquals(404, unknownHost.statusCode());
    assertTrue(unknownHost.body().contains("NOT_FOUND"), unknownHost::body);
    assertTrue(unknownHost.headers().firstValue("x-correlation-id").orElse("").startsWith("corr-"));
    HttpResponse<String> nowhere = get("/v1/nowhere", "x-correlation-id", "c-2");
    assertEquals(503, nowhere.statusCode());
    assertError("UPSTREAM_UNAVAILABLE", "c-2", nowhere);
    HttpResponse<String> inspected = get("/v1/inspected", "x-correlation-id", "c-3");
    assertEquals(503, inspected.statusCode());
    assertError("DLP_UNAVAILABLE", "c-3", inspected);
    assertEquals("1", inspected.headers().firstValue("retry-after").orElse(""));
    standIns.stopBlue();
    HttpResponse<String> down = get("/v1/items/1", "x-correlation-id", "c-4");
    assertEquals(503, down.statusCode());
    assertError("UPSTREAM_UNAVAILABLE", "c-4", down);
    standIns.stopAuthorization();
    HttpResponse<String> undecided = get("/v1/items/1", "x-correlation-id", "c-5");
    assertEquals(503, undecided.statusCode());
    assertError("AUTHZ_UNAVAILABLE", "c-5", undecided);
    assertEquals("1", undecided.headers().firstValue("retry-after").orElse(""));
  }

  @Test
  void weightsChanged_trafficMoves() throws Exception {
    assertEquals("blue", get("/v1/items/1").body());
    update(gateway(0, 100));
    Await.until(() -> text("/v1/items/1").equals("green"));
    update(gateway(100, 0));
    Await.until(() -> text("/v1/items/1").equals("blue"));
  }

  @Test
  void refusedRoute_isRecordedAndTheLastGoodOneServes() throws Exception {
    warnings.expect("node lab/envoy-1 refused [publish/p1]");
    warnings.expect("p1 goes back to what was good before");
    GatewayIr good = gateway(100, 0);
    update(withPath(good, new PathMatchIr.Regex("/v1/(items")));
    Await.until(() -> !controller.refusals("lab/envoy-1").isEmpty());
    assertEquals("publish/p1", controller.refusals("lab/envoy-1").getFirst().name());
    assertTrue(controller.refusals("lab/envoy-1").getFirst().reason().contains("missing )"));
    assertEquals("blue", get("/v1/items/1").body());
    update(withPath(good, new PathMatchIr.Prefix("/v2/items")));
    Await.until(() -> text("/v2/items/1").equals("blue"));
    assertEquals(List.of(), controller.refusals("lab/envoy-1"));
  }

  @Test
  void regexOfAUuid_isTaken() throws Exception {
    String uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    update(
        withPath(
            gateway(100, 0), new PathMatchIr.Regex("/v1/orders/" + uuid + "/parts/[0-9]{1,10}")));
    Await.until(
        () -> text("/v1/orders/01234567-89ab-cdef-0123-456789abcdef/parts/7").equals("blue"));
  }

  /** Uses an Envoy with the state-of-the-world protocol, as other xDS clients do. */
  @Test
  void stateOfTheWorld_isServedToo() throws Exception {
    worldEnvoy();
    assertEquals("blue", get("/v1/items/1").body());
    update(gateway(0, 100));
    Await.until(() -> text("/v1/items/1").equals("green"));
    assertWithdrawnAndBack();
  }

  @Test
  void stateOfTheWorld_refusedRoute_goesBack() throws Exception {
    warnings.expect("node lab/envoy-2 refused [publish/p1]");
    warnings.expect("p1 goes back to what was good before");
    worldEnvoy();
    assertEquals("blue", get("/v1/items/1").body());
    update(withPath(gateway(100, 0), new PathMatchIr.Regex("/v1/(items")));
    Await.until(() -> !controller.refusals("lab/envoy-2").isEmpty());
    assertEquals("blue", get("/v1/items/1").body());
  }

  @Test
  void publishWithdrawn_itsHostIsGone() throws Exception {
    assertWithdrawnAndBack();
  }

  private void assertWithdrawnAndBack() {
    GatewayIr gateway = gateway(100, 0);
    update(
        new GatewayIr(
            gateway.cluster(),
            gateway.gateway(),
            gateway.listeners(),
            List.of(),
            List.of(),
            List.of()));
    Await.until(() -> text("/v1/items/1").contains("NOT_FOUND"));
    Await.until(() -> !envoy.admin("/clusters").contains("backend/"));
    update(gateway);
    Await.until(() -> text("/v1/items/1").equals("blue"));
  }

  private void worldEnvoy() throws IOException {
    envoy.close();
    envoy =
        new EnvoyProcess(
            Files.createDirectory(folder.resolve("sotw")),
            "lab/envoy-2",
            controller.address(),
            bootstrap -> bootstrap.replace("DELTA_GRPC", "GRPC"));
    port = envoy.port("gw/http");
  }

  private static GatewayIr withPath(GatewayIr gateway, PathMatchIr path) {
    PublishIr publish = gateway.publishes().getFirst();
    RouteIr route = publish.routes().getFirst();
    RouteIr changed =
        new RouteIr(
            route.id(),
            route.name(),
            path,
            route.methods(),
            route.headers(),
            route.query(),
            route.rewritePrefix(),
            route.backends(),
            route.timeout(),
            route.idleTimeout(),
            route.streaming(),
            route.minLevel(),
            route.apiVersion(),
            route.apiVersionId(),
            route.dialect(),
            route.inspection(),
            route.sseIds(),
            route.open(),
            route.policies(),
            route.upstreamAuth(),
            route.upstreamSecret(),
            route.internalToken(),
            route.target(),
            route.direct(),
            route.grpc(),
            route.version(),
            route.fallbacks(),
            route.models());
    return new GatewayIr(
        gateway.cluster(),
        gateway.gateway(),
        gateway.listeners(),
        gateway.policies(),
        List.of(
            new PublishIr(
                publish.id(),
                publish.tenant(),
                publish.product(),
                publish.environment(),
                publish.auth(),
                publish.hosts(),
                List.of(changed))),
        gateway.backends());
  }

  private static void assertError(String code, String correlation, HttpResponse<String> answer) {
    assertEquals(
        "{\"correlation_id\":\"%s\",\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}"
            .formatted(correlation, code, ErrorSentence.of(code).text()),
        answer.body().strip());
    assertEquals("application/json", answer.headers().firstValue("content-type").orElse(""));
  }

  private String text(String path) {
    try {
      return get(path).body();
    } catch (Exception e) {
      throw new IllegalStateException(envoy.log(), e);
    }
  }

  private HttpResponse<String> post(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  private HttpResponse<String> getOnHost(String host, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path)));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
  }

  private void update(GatewayIr gateway) {
    controller.update(gateway.cluster(), EnvoyFixture.objects(translator, gateway));
  }

  private GatewayIr gateway(int blue, int green) {
    return RecordYaml.read(
        """
        cluster: lab
        gateway: gw
        listeners: [{name: http, port: 0, protocol: HTTP}]
        publishes:
          - id: p1
            tenant: {id: t1, slug: acme, number: 7}
            product: shop
            environment: DEV
            auth: {kind: None}
            hosts: [127.0.0.1, shop.example.com]
            routes:
              - {id: p1/items, name: items, path: {kind: Prefix, path: /v1/items}, methods: [GET], rewritePrefix: /items,
                 backends: [{backend: blue, weight: %d}, {backend: green, weight: %d}], timeout: PT5S, idleTimeout: PT1M,
                 minLevel: VIEWER, apiVersion: '', dialect: SLUICE, inspection: 'OFF', sseIds: NONE, upstreamAuth: STRIP, target: items}
              - {id: p1/inspected, name: inspected, path: {kind: Prefix, path: /v1/inspected}, backends: [{backend: blue, weight: 1}], timeout: PT5S, idleTimeout: PT1M,
                 minLevel: VIEWER, apiVersion: '', dialect: SLUICE, inspection: PRE_ONLY, sseIds: NONE, upstreamAuth: STRIP, target: items}
              - {id: p1/nowhere, name: nowhere, path: {kind: Prefix, path: /v1/nowhere}, timeout: PT5S, idleTimeout: PT1M,
                 minLevel: VIEWER, apiVersion: '', dialect: SLUICE, inspection: 'OFF', sseIds: NONE, upstreamAuth: STRIP, target: items}
        backends:
          - {id: blue, name: blue, scheme: HTTP, lb: ROUND_ROBIN, connectTimeout: PT1S, maxConnections: 10, endpoints: [{host: 127.0.0.1, port: %d, weight: 100, priority: 0}]}
          - {id: green, name: green, scheme: HTTP, lb: ROUND_ROBIN, connectTimeout: PT1S, maxConnections: 10, endpoints: [{host: localhost, port: %d, weight: 100, priority: 0}]}
        """
            .formatted(blue, green, standIns.blue(), standIns.green()),
        GatewayIr.class);
  }
}
