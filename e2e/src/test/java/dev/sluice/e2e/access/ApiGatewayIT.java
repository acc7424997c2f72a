package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests of the API gateway of the sample data and its header contract, by capability number.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ApiGatewayIT {
  private static final String STREAM = "/api/aura/test/stream";
  private static final String ECHO = "/api/aura/x";

  private final TestEnvironment sluice;

  ApiGatewayIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-14")
  @Tag("C-22")
  @DisplayName(
      "C-14 Aura behind a prefix that is stripped, the body as it was; C-22 numbered events")
  void c14_aura() throws GeneralSecurityException {
    byte[] body =
        ("{\"instruction\":\"" + "plan the week ".repeat(4680) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    assertTrue(body.length >= 64 << 10);
    GatewayResponse answer = tenant("1").post(STREAM, BodyPublishers.ofByteArray(body));

    assertEquals(200, answer.status(), answer.body());
    assertEquals("text/event-stream", answer.header("content-type").orElseThrow());
    assertEquals("no-cache", answer.header("cache-control").orElseThrow());
    assertEquals(
        List.of("id: 1", "id: 2", "id: 3"),
        answer.body().lines().filter(line -> line.startsWith("id:")).toList());
    RecordedRequest seen = aura();
    assertEquals("/aura/test/stream", seen.path());
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)),
        seen.bodySha256());
  }

  @ParameterizedTest(name = "{0} reaches {1} as {2}")
  @Tag("C-14")
  @DisplayName("C-14 the longer prefix wins; every path of the contract leads somewhere")
  @CsvSource({
    "/api/aura/hitl/approve/7, services, /aura/hitl/approve/7",
    "/api/aura/hitlist, aura, /aura/hitlist",
    "/api/auth/login, services, /auth/login",
    "/api/auth/policy, services, /auth/policy",
    "/api/auth/idp, services, /auth/idp",
    "/api/monitoring/page-view, services, /monitoring/page-view",
    "/internal/jobs/7, services, /internal/jobs/7",
    "/api/v1/users/7, services, /api/v1/users/7",
    "/api/v2/policies, services, /api/v2/policies",
    "/api/v1/recommendations/7, services, /api/v1/recommendations/7",
  })
  void c14_routes(String path, String upstream, String reached) {
    GatewayResponse answer = tenant("1").get(path);

    assertEquals(200, answer.status(), answer.body());
    assertEquals(upstream, answer.json().path("upstream").asString());
    assertEquals(reached, answer.json().path("path").asString());
  }

  @ParameterizedTest
  @Tag("C-15")
  @DisplayName("C-15 the tenant header is required, before anything is asked of the token")
  @ValueSource(strings = {"", " ", "1,2"})
  void c15_required(String value) {
    String id = TestEnvironment.uniqueId("c15");
    long before = sluice.stack().upstream(StackPort.AURA).requestCount();
    GatewayClient caller = api().withBearer("no-token").withCorrelation(id);
    GatewayResponse answer =
        (value.isEmpty() ? caller : caller.withHeader("X-Tenant-ID", value)).get(ECHO);

    assertEquals(400, answer.status(), answer.body());
    assertEquals("TENANT_HEADER_REQUIRED", answer.errorCode());
    assertEquals(id, answer.json().path("correlation_id").asString());
    assertEquals("policy-0.3", answer.header("x-policy-version").orElseThrow());
    assertTrue(answer.header("x-trace-id").isPresent());
    assertEquals(before, sluice.stack().upstream(StackPort.AURA).requestCount());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("TENANT_HEADER_REQUIRED", row.column("error_code"));
  }

  @Test
  @Tag("C-15")
  @DisplayName("C-15 two lines of the tenant header are not one")
  void c15_twice() {
    try (RawHttpCall call = RawHttpCall.connect(sluice.stack().ports().of(StackPort.API_GATEWAY))) {
      var answer =
          call.get(ECHO, Map.of("host", "localhost", "x-tenant-id", "1", "X-Tenant-ID", "1"))
              .readResponse();
      assertTrue(answer.text().contains("TENANT_HEADER_REQUIRED"), answer.text());
    }
  }

  @Test
  @Tag("C-15")
  @DisplayName("C-15 exempt paths need none, a login no token either; what is sent unasked is gone")
  void c15_exempt() {
    assertEquals(200, api().get("/api/auth/login").status());
    assertEquals(200, api().withBearer("anything").get("/api/auth/idp").status());
    GatewayResponse login =
        api().withHeader("X-Tenant-ID", "7").withHeader("X-User-Id", "root").get("/api/auth/login");
    assertFalse(login.json().path("headers").has("x-tenant-id"), login.body());
    assertFalse(login.json().path("headers").has("x-user-id"), login.body());
    GatewayResponse monitoring = api().get("/api/monitoring/page-view");
    assertEquals(401, monitoring.status());
    assertEquals(200, api().withBearer(token("1")).get("/internal/jobs").status());
  }

  @Test
  @Tag("C-15")
  @DisplayName("C-15 source and caller type have usual values, and only known ones")
  void c15_choices() {
    assertEquals(200, tenant("1").get(ECHO).status());
    assertEquals("FRONTEND", aura().header("x-dwp-source").orElseThrow());
    assertEquals("USER", aura().header("x-dwp-caller-type").orElseThrow());
    GatewayClient batch =
        tenant("1").withHeader("X-DWP-Source", "BATCH").withHeader("X-DWP-Caller-Type", "AGENT");
    assertEquals(200, batch.get(ECHO).status());
    assertEquals("BATCH", aura().header("x-dwp-source").orElseThrow());
    assertEquals("AGENT", aura().header("x-dwp-caller-type").orElseThrow());
    GatewayResponse unknown = tenant("1").withHeader("X-DWP-Source", "ELSEWHERE").get(ECHO);
    assertEquals(400, unknown.status(), unknown.body());
    assertEquals("BAD_REQUEST", unknown.errorCode());
  }

  @ParameterizedTest
  @Tag("C-16")
  @DisplayName("C-16 the tenant of the header is that of the token")
  @CsvSource({
    "1, 1, 200, 1",
    "1, 2, 403, -",
    "1, 01, 403, -",
    "1, acme, 200, 1",
    "tenant-1, tenant-1, 200, tenant-1",
    "tenant-1, tenant-2, 403, -",
    "tenant-1, 1, 403, -",
  })
  void c16_agreement(String tenant, String named, int status, String upstream) {
    GatewayResponse answer =
        api().withBearer(token(tenant)).withHeader("X-Tenant-ID", named).get(ECHO);

    assertEquals(status, answer.status(), answer.body());
    if (status == 200) {
      assertEquals(upstream, aura().header("x-tenant-id").orElseThrow());
    } else {
      assertEquals("TENANT_MISMATCH", answer.errorCode());
    }
  }

  @Test
  @Tag("C-17")
  @DisplayName("C-17 the headers of the contract reach the upstream, others of a client do not")
  void c17_headers() {
    String id = TestEnvironment.uniqueId("c17");
    GatewayResponse answer =
        tenant("1")
            .withCorrelation(id)
            .withHeader("X-User-ID", "user-viewer")
            .withHeader("X-Agent-ID", "agent-7")
            .withHeader("X-DWP-Source", "AURA")
            .withHeader("X-DWP-Caller-Type", "SYSTEM")
            .withHeader("Last-Event-ID", "event_123")
            .withHeader("X-Trace-Id", "trace-7")
            .withHeader("X-Admin", "yes")
            .get(ECHO);

    assertEquals(200, answer.status(), answer.body());
    RecordedRequest seen = aura();
    Map.of(
            "x-tenant-id", "1",
            "x-user-id", "user-viewer",
            "x-agent-id", "agent-7",
            "x-dwp-source", "AURA",
            "x-dwp-caller-type", "SYSTEM",
            "last-event-id", "event_123",
            "x-trace-id", "trace-7",
            "host", "127.0.0.1")
        .forEach((name, value) -> assertEquals(value, seen.header(name).orElse("-"), name));
    assertTrue(seen.header("authorization").isEmpty());
    assertTrue(seen.header("x-admin").isEmpty());
    assertTrue(seen.headers().keySet().stream().noneMatch(name -> name.startsWith("x-sluice-")));
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(
        "agent-7 AURA SYSTEM",
        row.column("agent_id") + " " + row.column("source") + " " + row.column("caller_type"));
    assertEquals("trace-7", answer.header("x-trace-id").orElseThrow());
    assertEquals(
        seen.header("x-gateway-request-id").orElseThrow(),
        answer.header("x-gateway-request-id").orElseThrow());
  }

  @Test
  @Tag("C-17")
  @DisplayName("C-17 the AI gateway knows nothing of the contract")
  void c17_otherGateway() {
    GatewayResponse answer =
        sluice
            .withRole("viewer")
            .withHeader("X-Tenant-Id", "9")
            .withHeader("x-own", "kept")
            .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    assertEquals(200, answer.status(), answer.body());
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertEquals("tenant-1", seen.header("x-tenant-id").orElseThrow());
    assertEquals("kept", seen.header("x-own").orElseThrow());
    assertTrue(seen.header("x-dwp-source").isEmpty());
    assertTrue(answer.header("x-gateway-request-id").isEmpty());
    assertEquals(404, sluice.withRole("viewer").get(ECHO).status());
    assertEquals(404, tenant("1").get(TestEnvironment.CHAT).status());
  }

  @Test
  @Tag("C-18")
  @DisplayName("C-18 a bad token never reaches Aura")
  void c18_badToken() {
    long before = sluice.stack().upstream(StackPort.AURA).requestCount();
    GatewayResponse answer =
        api()
            .withBearer(sluice.stack().issuer().forgedToken())
            .withHeader("X-Tenant-ID", "1")
            .get(ECHO);

    assertEquals(401, answer.status(), answer.body());
    assertEquals("AUTH_INVALID_TOKEN", answer.errorCode());
    assertEquals(
        "Bearer realm=\"sluice\", resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\", error=\"invalid_token\"",
        answer.header("www-authenticate").orElseThrow());
    assertNotEquals("", answer.header("x-gateway-request-id").orElseThrow());
    assertEquals(before, sluice.stack().upstream(StackPort.AURA).requestCount());
  }

  @Test
  @Tag("C-18")
  @DisplayName("C-18 who has no token learns where to get one")
  void c18_metadata() {
    GatewayResponse answer = api().get("/.well-known/oauth-protected-resource");

    assertEquals(200, answer.status(), answer.body());
    assertEquals("application/json", answer.header("content-type").orElseThrow());
    assertEquals("http://localhost:8080", answer.json().path("resource").asString());
    assertEquals(
        "http://127.0.0.1:9203", answer.json().path("authorization_servers").path(0).asString());
  }

  @Test
  @Tag("C-20")
  @DisplayName("C-20 what Envoy is told of Aura")
  void c20_settings() {
    String dump =
        new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
            .get("/config_dump?resource=dynamic_active_clusters")
            .body();
    int at = dump.indexOf("\"backend\": \"aura\"");
    assertTrue(at > 0);
    String cluster =
        dump.substring(
            dump.lastIndexOf("\"version_info\"", at), dump.indexOf("\"last_updated\"", at));
    for (String setting :
        List.of(
            "\"connect_timeout\": \"10s\"",
            "\"max_connections\": 500",
            "\"idle_timeout\": \"30s\"")) {
      assertTrue(cluster.contains(setting), setting);
    }
    assertTrue(
        new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
            .get("/config_dump")
            .body()
            .contains("\"prefix_rewrite\": \"/aura/\""));
  }

  @Test
  @Tag("C-23")
  @DisplayName("C-23 a preflight is answered with every standard header, for known origins only")
  void c23_preflight() {
    GatewayResponse known = preflight("http://localhost:4200");
    assertEquals(200, known.status(), known.body());
    assertEquals(
        "http://localhost:4200", known.header("access-control-allow-origin").orElseThrow());
    String headers = known.header("access-control-allow-headers").orElseThrow();
    assertTrue(headers.contains("last-event-id") && headers.contains("x-agent-id"), headers);
    assertEquals("true", known.header("access-control-allow-credentials").orElseThrow());
    assertEquals("3600", known.header("access-control-max-age").orElseThrow());
    assertTrue(known.header("access-control-allow-methods").orElseThrow().contains("PATCH"));

    GatewayResponse unknown = preflight("http://elsewhere.example");
    assertTrue(unknown.header("access-control-allow-origin").isEmpty());
    GatewayResponse call = tenant("1").withHeader("Origin", "http://localhost:4200").get(ECHO);
    assertEquals("http://localhost:4200", call.header("access-control-allow-origin").orElseThrow());
  }

  private GatewayResponse preflight(String origin) {
    return api()
        .withHeader("Origin", origin)
        .withHeader("Access-Control-Request-Method", "POST")
        .withHeader("Access-Control-Request-Headers", "last-event-id,x-agent-id")
        .method("OPTIONS", ECHO);
  }

  private GatewayClient api() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.API_GATEWAY));
  }

  /** Returns a client of a tenant that also sends the tenant header. */
  private GatewayClient tenant(String tenant) {
    return api().withBearer(token(tenant)).withHeader("X-Tenant-ID", tenant);
  }

  private String token(String tenant) {
    return sluice.stack().issuer().token("viewer", Map.of("tid", tenant));
  }

  private RecordedRequest aura() {
    return sluice.stack().upstream(StackPort.AURA).lastRequest().orElseThrow();
  }
}
