package dev.sluice.e2e.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Sha256;
import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.leak.CanaryFailureScenarios;
import dev.sluice.e2e.leak.CanaryValue;
import dev.sluice.e2e.leak.SecretLeakSearch;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** The tests of audit rows, by capability number. */
@ExtendWith(TestEnvironmentExtension.class)
final class AuditCapabilitiesIT {
  private static final int EVENTS = 100;
  private static final int CALLS = 1_000;
  private static final String DIFF = "--- a/f.txt\n+++ b/f.txt\n@@ -1 +1 @@\n-\"old\"\n+\"새\"\n";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":34,\"total_tokens\":46}";

  private static final List<String> FILLED =
      List.of(
          "id",
          "ts_ms",
          "correlation_id",
          "tenant_id",
          "project_id",
          "workspace_id",
          "user_id",
          "endpoint",
          "route_target",
          "policy_version",
          "dlp_action",
          "dlp_rule_id",
          "status_code",
          "latency_ms",
          "input_tokens",
          "output_tokens",
          "extra");

  private final TestEnvironment sluice;

  AuditCapabilitiesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-37")
  @DisplayName("C-37 one row of a request, every column filled, and nothing of its bodies")
  void c37_row() {
    String id = TestEnvironment.uniqueId("c37");
    String word = "quixothermal" + id.hashCode();
    String prompt =
        TestEnvironment.prompt("repeat after me " + word + " or ask ann.example@example.com");
    GatewayResponse answer =
        sluice.withRole("viewer").withCorrelation(id).post(TestEnvironment.CHAT, prompt);
    assertTrue(answer.body().contains(word), answer.body());

    AuditRow row = sluice.auditRows().awaitOne(id);
    for (String column : FILLED) {
      assertNotEquals("", row.column(column), column);
    }
    for (String column : List.of("error_code", "diff_hash", "changed_files_hash")) {
      assertEquals("", row.column(column), column);
    }
    assertEquals("mask email", row.column("dlp_action") + " " + row.column("dlp_rule_id"));
    assertEquals("jwt", row.column("caller_type"));
    assertEquals("Java-http-client", row.column("source"));
    assertEquals(
        "pre", JsonMapper.shared().readTree(row.column("extra")).path("dlp_stage").asString());
    assertEquals(List.of(), SecretLeakSearch.find(sluice, CanaryValue.encodings(word)));
  }

  @Test
  @Tag("C-38")
  @DisplayName("C-38 one row of a stream, when it has ended, without sizes and query")
  void c38_stream() {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c38", "pre_and_incremental")) {
      List<String> chunks =
          new ArrayList<>(Collections.nCopies(EVENTS, BodyModeEnvoy.delta("word ")));
      chunks.add(EVENTS / 2, RawHttpUpstream.PAUSE);
      site.respondWithEvents(chunks.toArray(String[]::new));
      String id = TestEnvironment.uniqueId("c38");
      long lasted;
      try (StreamedResponse answer = site.client().withCorrelation(id).stream("/s?a=1", "{}")) {
        assertTrue(answer.awaitNext().isPresent());
        long begun = System.nanoTime();
        assertEquals(List.of(), sluice.auditRows().findRows(id));
        site.upstream().resume();
        assertEquals(EVENTS - 1, answer.readRemaining().size());
        lasted = System.nanoTime() - begun;
      }
      AuditRow row = sluice.auditRows().awaitOne(id);
      assertEquals("t", row.column("streamed"));
      for (String column : List.of("query_string", "request_size_bytes", "response_size_bytes")) {
        assertEquals("", row.column(column), column);
      }
      assertTrue(Long.parseLong(row.column("latency_ms")) >= lasted / 1_000_000 - 1);
    }
  }

  @Test
  @Tag("C-38")
  @DisplayName("C-38 a client that leaves has closed, and the history says so")
  void c38_clientDisconnects() {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c38-left", "pre_and_incremental")) {
      site.respondWithEvents(
          BodyModeEnvoy.delta("word "), RawHttpUpstream.PAUSE, BodyModeEnvoy.delta("word "));
      String path = "/" + TestEnvironment.uniqueId("c38");
      try (StreamedResponse answer = site.client().withCorrelation(id(path)).stream(path, "{}")) {
        assertTrue(answer.awaitNext().isPresent());
      }
      assertHistory(path, "499|CLIENT_CLOSED");
      site.upstream().resume();
    }
  }

  @Test
  @Tag("C-39")
  @DisplayName("C-39 the history's code of a call that failed")
  void c39_codes() {
    GatewayClient viewer = sluice.withRole("viewer");
    for (String status : List.of("404", "500", "503", "504")) {
      String path = "/v1/rag/" + TestEnvironment.uniqueId("c39");
      viewer.withHeader("x-stub-status", status).withCorrelation(id(path)).post(path, "{}");
      assertHistory(
          path,
          switch (status) {
            case "404" -> "404|CLIENT_ERROR";
            case "504" -> "504|GATEWAY_TIMEOUT";
            default -> status + "|SERVER_ERROR";
          });
    }
    String nowhere = "/v1/" + TestEnvironment.uniqueId("c39");
    viewer.withCorrelation(id(nowhere)).get(nowhere);
    assertHistory(nowhere, "404|CLIENT_ERROR");
    String good = "/v1/rag/" + TestEnvironment.uniqueId("c39");
    viewer.withCorrelation(id(good)).post(good, "{}");
    assertHistory(good, "200|null");
  }

  @Test
  @Tag("C-39")
  @DisplayName("C-39 an upstream that does not answer in time")
  void c39_timeout() {
    Map<String, Object> hasty = Map.of("streaming", false, "timeout_ms", 500);
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c39", "off", hasty)) {
      site.upstream().respondEach(request -> CanaryFailureScenarios.silence(over));
      String path = "/" + TestEnvironment.uniqueId("c39");
      GatewayResponse answer = site.client().withCorrelation(id(path)).get(path);
      assertEquals("504 UPSTREAM_TIMEOUT", answer.status() + " " + answer.errorCode());
      assertHistory(path, "504|GATEWAY_TIMEOUT");
      assertEquals("UPSTREAM_TIMEOUT", sluice.auditRows().awaitOne(id(path)).column("error_code"));
    } finally {
      over.countDown();
    }
  }

  /** Returns the correlation id of a request, which is the end of its path. */
  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Checks the status and the code in the history of the request with a path. */
  private void assertHistory(String path, String expected) {
    assertEquals(path, sluice.auditRows().awaitOne(id(path)).column("endpoint"));
    assertEquals(
        List.of(expected),
        sluice
            .sql()
            .query(
                "select status_code, error_code from sys_api_call_histories where path = ?", path));
  }

  @Test
  @Tag("C-40")
  @DisplayName("C-40 who is refused leaves a row with the code, too")
  void c40_denied() {
    GatewayClient api = new GatewayClient(sluice.stack().ports().http(StackPort.API_GATEWAY));
    String token = sluice.stack().issuer().token("viewer", Map.of("tid", "1"));
    assertRefused(sluice.anonymous(), "/v1/health", "401 AUTH_INVALID_TOKEN");
    assertRefused(sluice.withRole("viewer"), "/v1/agent/run", "403 AUTH_FORBIDDEN");
    assertRefused(api.withBearer(token), "/api/aura/x", "400 TENANT_HEADER_REQUIRED");
    assertRefused(
        api.withBearer(token).withHeader("X-Tenant-ID", "2"), "/api/aura/x", "403 TENANT_MISMATCH");
  }

  private void assertRefused(GatewayClient client, String path, String expected) {
    String id = TestEnvironment.uniqueId("c40");
    GatewayResponse answer =
        path.endsWith("/run")
            ? client.withCorrelation(id).post(path, "{}")
            : client.withCorrelation(id).get(path);
    assertEquals(expected, answer.status() + " " + answer.errorCode());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(expected, row.status() + " " + row.column("error_code"));
  }

  @Test
  @Tag("C-44")
  @DisplayName("C-44 the hash of an agent's diff, and tokens as the provider tells them")
  void c44_figures() {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c44", "pre_and_incremental")) {
      String diff = JsonMapper.shared().writeValueAsString(DIFF);
      String answer =
          "{\"summary\":\"s\",\"changes\":[{\"diff\":"
              + diff
              + "}], \"changed_files\": [ \"a.java\", \"문서/b.md\" ],"
              + USAGE
              + "}";
      // Each character of a raw response is one byte.
      String bytes =
          new String(answer.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      site.upstream()
          .respondWith(
              new RawHttpUpstream.ScriptedResponse(ScriptedProduct.JSON, List.of(bytes), Map.of()));
      String id = TestEnvironment.uniqueId("c44");
      assertEquals(answer, site.client().withCorrelation(id).post("/", "{}").body());
      AuditRow row = sluice.auditRows().awaitOne(id);
      byte[] hash = Sha256.digest().digest(DIFF.getBytes(StandardCharsets.UTF_8));
      assertEquals(HexFormat.of().formatHex(hash), row.column("diff_hash"));
      byte[] files =
          Sha256.digest()
              .digest("[\"a.java\",\"\\ubb38\\uc11c/b.md\"]".getBytes(StandardCharsets.UTF_8));
      assertEquals(HexFormat.of().formatHex(files), row.column("changed_files_hash"));
      assertEquals("12 34", row.column("input_tokens") + " " + row.column("output_tokens"));

      site.respondWithEvents(
          BodyModeEnvoy.delta("word "),
          "data: {\"choices\":[]," + USAGE + "}\n\n",
          "data: [DONE]\n\n");
      String streamed = TestEnvironment.uniqueId("c44");
      site.client().withCorrelation(streamed).post("/", "{}");
      AuditRow of = sluice.auditRows().awaitOne(streamed);
      assertEquals("12 34", of.column("input_tokens") + " " + of.column("output_tokens"));
      assertEquals("t", of.column("streamed"));
    }
  }

  @Test
  @Tag("C-45")
  @DisplayName("C-45 calls pass while the database is away, and each gets its row afterwards")
  void c45_databaseDown() {
    String name = TestEnvironment.uniqueId("c45") + "-";
    GatewayClient viewer = sluice.withRole("viewer");
    EmbeddedDatabase database = sluice.stack().database();
    database.close();
    Set<Integer> statuses = new HashSet<>();
    try {
      for (int i = 0; i < CALLS; i++) {
        GatewayResponse answer =
            viewer
                .withCorrelation(name + i)
                .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
        statuses.add(answer.status());
      }
    } finally {
      database.start();
    }
    assertEquals(Set.of(200), statuses);
    List<AuditRow> rows = sluice.auditRows().awaitRows(name, CALLS);
    assertEquals(CALLS, rows.size());
    assertEquals(CALLS, rows.stream().map(row -> row.column("correlation_id")).distinct().count());
    sluice.chatSwitch().measureMove("chat-canary");
    sluice.chatSwitch().measureMove("chat");
  }
}
