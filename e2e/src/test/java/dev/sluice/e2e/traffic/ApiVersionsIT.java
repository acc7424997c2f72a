package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.CustomerTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of API versions: how a caller names one, and its life by the clock alone. */
@ExtendWith(TestEnvironmentExtension.class)
final class ApiVersionsIT {
  private static final String BY_PATH = "{\"by\":\"path\",\"prefix\":\"/api\"}";
  private static final String DOCS = "https://docs.example.com/orders/v1?lang=%C3%A9";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The one write of the life of a version. */
  private static final String LIFE =
      """
      is_default = true, docs_url = ?, deprecated_at = ?::timestamptz, sunset_at = ?::timestamptz,
      brownouts = jsonb_build_object('windows', jsonb_build_array(jsonb_build_object('from', ?::text, 'to', ?::text))),
      successor_id = (select n.id from api_versions n where n.api_service_id = v.api_service_id and n.label = 'v2')
      """;

  private static final String CALLERS =
      """
      select version, tenant, credential is not null, requests > 0, last_call > now() - interval '10 minutes'
      from api_version_callers where service = ? order by version, tenant
      """;

  private final TestEnvironment sluice;

  ApiVersionsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-76")
  @DisplayName("C-76 by path: /api/x is the default version, else the newest; /api/v9/x is 404")
  void c76_versionInPath_selectsBackend() {
    try (VersionedProduct product = product("c76-path", "/api/v1/", "/api/v2/")) {
      product.setVersioning(BY_PATH);
      GatewayClient client = product.client();
      VersionedProduct.await(client, "/api/x?q=1", answer -> isOf(answer, 2, "/api/v2/x"));
      assertEquals("q=1", client.get("/api/x?q=1").json().path("query").asString());
      assertTrue(isOf(client.get("/api/v1/x"), 1, "/api/v1/x"));
      assertTrue(isOf(client.get("/api/v2/x"), 2, "/api/v2/x"));
      assertEquals("NOT_FOUND", client.get("/api/v9/x").errorCode());
      assertEquals(404, client.get("/api/v9").status());
      product.update("v1", "is_default = true");
      VersionedProduct.await(client, "/api/x", answer -> isOf(answer, 1, "/api/v1/x"));
      assertTrue(isOf(client.get("/api/v2/x"), 2, "/api/v2/x"));
      assertEquals(404, client.get("/api/v9/x").status());
    }
  }

  @Test
  @Tag("C-76")
  @DisplayName("C-76 by header and by media type: unknown versions are 404, none is the default")
  void c76_versionInHeader_selectsBackend() {
    try (VersionedProduct product = product("c76-header", "/things/", "/things/")) {
      product.setVersioning("{\"by\":\"header\",\"name\":\"X-Api-Version\"}");
      GatewayClient client = product.client();
      String path = "/things/1";
      VersionedProduct.await(client, path, answer -> isOf(answer, 2, path));
      assertTrue(isOf(version(client, "v1"), 1, path));
      assertTrue(isOf(version(client, "1"), 1, path));
      assertTrue(isOf(version(client, "2"), 2, path));
      assertEquals(404, version(client, "v9").status());
      assertEquals(404, version(client, "v12").status());
      product.update("v1", "is_default = true");
      VersionedProduct.await(client, path, answer -> isOf(answer, 1, path));
      assertTrue(isOf(version(client, "v2"), 2, path));
      product.setVersioning("{\"by\":\"media_type\"}");
      String two = "application/vnd.acme.things.v2+json";
      VersionedProduct.await(
          client.withHeader("Accept", two), path, answer -> isOf(answer, 2, path));
      assertTrue(isOf(client.get(path), 1, path));
      assertTrue(isOf(accepting(client, "application/json, text/html;q=0.5"), 1, path));
      assertTrue(isOf(accepting(client, "application/json; version=2"), 2, path));
      assertTrue(isOf(accepting(client, "application/json;version=\"1\", */*;q=0.1"), 1, path));
      assertEquals(404, accepting(client, "application/vnd.acme.v9+json").status());
      assertEquals(404, accepting(client, "application/json; version=20").status());
    }
  }

  @Test
  @Tag("N-09")
  @DisplayName("N-09 a version that has ended answers 410 in the dialect of its route")
  void n09_endedVersion_answersInDialect() {
    try (VersionedProduct product = product("n09-dialects", "/one/", "/two/")) {
      GatewayClient client = product.client().withCorrelation("n09-gone");
      product.update(
          "v1",
          "status = 'sunset', successor_id = (select n.id from api_versions n"
              + " where n.api_service_id = v.api_service_id and n.label = 'v2'), docs_url = ?",
          DOCS);
      String message = "Version v1 of n09-dialects is not served. Use version v2.";
      JsonNode sluiceError = gone(client, "sluice").path("error");
      assertEquals("API_VERSION_SUNSET", sluiceError.path("code").asString());
      assertEquals(message, sluiceError.path("message").asString());
      JsonNode openai = gone(client, "openai").path("error");
      assertEquals("invalid_request_error", openai.path("type").asString());
      assertEquals(message, openai.path("message").asString());
      assertTrue(openai.path("param").isNull());
      JsonNode anthropic = gone(client, "anthropic");
      assertEquals("error", anthropic.path("type").asString());
      assertEquals(message, anthropic.path("error").path("message").asString());
      JsonNode problem = gone(client, "problem");
      assertEquals(410, problem.path("status").asInt());
      assertEquals(message, problem.path("detail").asString());
      GatewayResponse last = client.get("/one/x");
      assertEquals("application/problem+json", last.header("content-type").orElse(""));
      assertEquals("no-store", last.header("cache-control").orElse(""));
      assertEquals(
          "<%1$s>; rel=\"deprecation\", <%1$s>; rel=\"sunset\", <%1$s>; rel=\"successor-version\""
              .formatted(DOCS),
          last.header("link").orElse(""));
      assertEquals(200, client.get("/two/x").status());
    }
  }

  @Test
  @Tag("N-09")
  @Tag("C-77")
  @DisplayName("N-09 C-77 one write, then time alone: active, deprecated, brown-out, sunset")
  void c77_life_byClockAlone() {
    try (VersionedProduct product = product("c77-orders", "/api/v1/", "/api/v2/")) {
      product.setVersioning(BY_PATH);
      sluice
          .sql()
          .execute(
              "update product_publishes set auth_mode = 'apikey', auth_config = '{}'"
                  + " where hostname = 'c77-orders.test'");
      try (CustomerTenant late = new CustomerTenant(sluice.sql(), "c77-late", "c77-orders");
          CustomerTenant early = new CustomerTenant(sluice.sql(), "c77-early", "c77-orders")) {
        GatewayClient old = product.client().withHeader("X-API-Key", late.issueKey());
        GatewayClient modern = product.client().withHeader("X-API-Key", early.issueKey());
        VersionedProduct.await(product.client(), "/api/v1/x", answer -> answer.status() == 401);
        VersionedProduct.await(old, "/api/v1/x", answer -> answer.status() == 200);
        VersionedProduct.await(modern, "/api/v2/x", answer -> answer.status() == 200);
        live(product, old);
        assertTrue(isOf(modern.get("/api/v2/x"), 2, "/api/v2/x"));
        assertFalse(modern.get("/api/v2/x").header("deprecation").isPresent());
        assertTrue(isOf(old.get("/api/x"), 2, "/api/v2/x"), "the default has ended");
        assertEquals(401, product.client().get("/api/v1/x").status());
        assertKnownInAudit(old, late.id());
        assertMetrics();
        awaitCallers();
        awaitRevision();
      }
    }
  }

  /** Follows the life of a version from one write on. */
  private void live(VersionedProduct product, GatewayClient caller) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant deprecated = start.plusSeconds(6);
    Instant from = start.plusSeconds(10);
    Instant to = start.plusSeconds(15);
    Instant sunset = start.plusSeconds(20);
    String times = "%s %s %s %s".formatted(deprecated, from, to, sunset);
    product.update(
        "v1", LIFE, DOCS, deprecated.toString(), sunset.toString(), from.toString(), to.toString());
    String path = "/api/v1/x";
    GatewayResponse active = VersionedProduct.await(caller, "/api/x", a -> isOf(a, 1, path));
    assertFalse(active.header("deprecation").isPresent(), times);
    show("active", active);
    GatewayResponse old =
        VersionedProduct.await(caller, path, a -> a.header("deprecation").isPresent());
    show("deprecated", old);
    assertTrue(isOf(old, 1, path));
    assertAnnounces(old, deprecated, sunset);
    GatewayResponse brownOut = VersionedProduct.await(caller, path, a -> a.status() == 410);
    show("brown-out", brownOut);
    assertEquals(HTTP_DATE.format(to), brownOut.header("retry-after").orElse(""));
    assertEquals("API_VERSION_SUNSET", brownOut.errorCode());
    assertAnnounces(brownOut, deprecated, sunset);
    GatewayResponse back = VersionedProduct.await(caller, path, a -> a.status() == 200);
    show("deprecated", back);
    assertAnnounces(back, deprecated, sunset);
    GatewayResponse ended = VersionedProduct.await(caller, path, a -> a.status() == 410);
    show("sunset", ended);
    assertFalse(ended.header("retry-after").isPresent());
    assertEquals("API_VERSION_SUNSET", ended.errorCode());
    assertEquals(
        "Version v1 of c77-orders is not served since %s. Use version v2, at /api/v2."
            .formatted(sunset),
        ended.json().path("error").path("message").asString());
    assertAnnounces(ended, deprecated, sunset);
    assertFalse(Instant.now().isBefore(sunset));
    assertEquals(
        List.of("active"),
        sluice
            .sql()
            .query(
                "select v.status from api_versions v join api_services s on s.id = api_service_id"
                    + " where s.name = 'c77-orders' and label = 'v1'"));
  }

  private static void assertAnnounces(GatewayResponse answer, Instant deprecated, Instant sunset) {
    assertEquals("@" + deprecated.getEpochSecond(), answer.header("deprecation").orElse(""));
    assertEquals(HTTP_DATE.format(sunset), answer.header("sunset").orElse(""));
    assertEquals(
        "<%1$s>; rel=\"deprecation\", <%1$s>; rel=\"sunset\", </api/v2>; rel=\"successor-version\""
            .formatted(DOCS),
        answer.header("link").orElse(""));
  }

  private static void show(String step, GatewayResponse answer) {
    System.out.printf(
        "api versions: %s: %d Deprecation: %s, Sunset: %s, Retry-After: %s, Link: %s, %s%n",
        step,
        answer.status(),
        answer.header("deprecation").orElse("-"),
        answer.header("sunset").orElse("-"),
        answer.header("retry-after").orElse("-"),
        answer.header("link").orElse("-"),
        answer.status() == 200 ? answer.json().path("path").asString() : answer.body().strip());
  }

  private void assertKnownInAudit(GatewayClient caller, String tenant) {
    String correlation = TestEnvironment.uniqueId("c77-gone");
    assertEquals(410, caller.withCorrelation(correlation).get("/api/v1/x").status());
    AuditRow row = sluice.auditRows().awaitOne(correlation);
    assertEquals(410, row.status());
    assertEquals(tenant, row.column("tenant_id"));
    assertEquals("v1", row.column("api_version"));
    assertEquals("API_VERSION_SUNSET", row.column("error_code"));
  }

  private void assertMetrics() {
    String old = "service=\"c77-orders\",";
    var metrics = sluice.extprocServerMetrics();
    assertTrue(metrics.metric("api_requests_total", old + "status=\"410\",version=\"v1\"") >= 2);
    assertTrue(metrics.metric("api_requests_total", old + "status=\"200\",version=\"v2\"") >= 1);
    String labels = old + "version=\"v1\"";
    assertTrue(metrics.metric("api_version_deprecated_requests_total", labels) >= 2);
    assertTrue(metrics.metric("api_request_duration_seconds_count", labels) >= 4);
    assertEquals(
        0, metrics.metric("api_version_deprecated_requests_total", old + "version=\"v2\""));
  }

  private void awaitRevision() {
    ConditionWait.awaitTrue(
        "a revision is written for a reached time",
        ControlPlaneState.LIMIT,
        () ->
            !sluice
                .sql()
                .query(
                    "select id from config_revisions where reason like '%API version reached its"
                        + " time%' and created_at > now() - interval '5 minutes'")
                .isEmpty());
  }

  private void awaitCallers() {
    ConditionWait.awaitTrue(
        "the callers of each version are listed",
        ControlPlaneState.LIMIT,
        () ->
            sluice
                .sql()
                .query(CALLERS, "c77-orders")
                .containsAll(List.of("v1|c77-late|t|t|t", "v2|c77-early|t|t|t")));
    sluice
        .sql()
        .query(
            "select version, tenant, credential, requests, denied, last_call"
                + " from api_version_callers where service = ? and version = 'v1'",
            "c77-orders")
        .forEach(row -> System.out.println("api versions: still calls v1: " + row));
  }

  private VersionedProduct product(String name, String first, String second) {
    return new VersionedProduct(sluice, name)
        .addVersion("v1", first, sluice.stack().ports().of(StackPort.AGENT))
        .addVersion("v2", second, sluice.stack().ports().of(StackPort.RAG));
  }

  private JsonNode gone(GatewayClient client, String dialect) {
    sluice
        .sql()
        .execute(
            "update routes set dialect = ? from api_services s where s.id = api_service_id"
                + " and s.name = 'n09-dialects' and routes.name = 'v1'",
            dialect);
    GatewayResponse answer =
        VersionedProduct.await(
            client,
            "/one/x",
            response -> response.status() == 410 && dialect.equals(dialectOf(response)));
    assertEquals("n09-gone", answer.json().path("correlation_id").asString());
    return answer.json();
  }

  private static String dialectOf(GatewayResponse response) {
    JsonNode json = response.json();
    if (json.has("detail")) {
      return "problem";
    }
    if (json.has("type")) {
      return "anthropic";
    }
    return json.path("error").has("param") ? "openai" : "sluice";
  }

  private static GatewayResponse version(GatewayClient client, String version) {
    return client.withHeader("x-api-version", version).get("/things/1");
  }

  private static GatewayResponse accepting(GatewayClient client, String types) {
    return client.withHeader("Accept", types).get("/things/1");
  }

  /** Returns whether the backend of a version answered, and was asked for a path. */
  private static boolean isOf(GatewayResponse answer, int version, String path) {
    return answer.status() == 200
        && answer.json().path("upstream").asString("").equals(version == 1 ? "agent" : "rag")
        && answer.json().path("path").asString("").equals(path);
  }
}
