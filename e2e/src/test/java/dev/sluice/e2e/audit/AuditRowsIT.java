package dev.sluice.e2e.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests that each request has one audit row, whichever part ended it. */
@ExtendWith(TestEnvironmentExtension.class)
final class AuditRowsIT {
  private final TestEnvironment sluice;

  AuditRowsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void row_allowedCall() {
    String id = TestEnvironment.uniqueId("allowed");
    sluice
        .withRole("viewer")
        .withCorrelation(id)
        .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(200, row.status());
    assertEquals("user-viewer", row.column("user_id"));
    assertEquals("tenant-1", row.column("tenant_id"));
    assertEquals("project-1", row.column("project_id"));
    assertEquals("workspace-1", row.column("workspace_id"));
    assertEquals("chat", row.column("route_target"));
    assertEquals("POST", row.column("method"));
    assertEquals(TestEnvironment.CHAT, row.column("endpoint"));
    assertEquals("allow", row.column("dlp_action"));
    assertEquals("", row.column("error_code"));
    assertTrue(Integer.parseInt(row.column("output_tokens")) > 0);
    JsonNode extra = JsonMapper.shared().readTree(row.column("extra"));
    String hash = "#[0-9a-f]{12}";
    String caller = extra.path("policy").asString();
    assertTrue(caller.matches("authz@policy-0[.]3" + hash), caller);
    String body = extra.path("dlp_policy").asString();
    assertTrue(body.matches("dlp_rules[.]yaml@dlp-0[.]3" + hash + "[+]waf@waf-1" + hash), body);
  }

  @Test
  void row_routeWithTwoBackends_namesTheUsedOne() {
    String id = TestEnvironment.uniqueId("canary");
    sluice.chatSwitch().measureMove("chat-canary");
    try {
      sluice
          .withRole("viewer")
          .withCorrelation(id)
          .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    } finally {
      sluice.chatSwitch().measureMove("chat");
    }

    assertEquals("chat-canary", sluice.auditRows().awaitOne(id).column("route_target"));
  }

  @Test
  void row_deniedCaller() {
    String id = TestEnvironment.uniqueId("refused");
    sluice
        .anonymous()
        .withCorrelation(id)
        .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(401, row.status());
    assertEquals("AUTH_INVALID_TOKEN", row.column("error_code"));
    assertEquals("-", row.column("user_id"));
    assertEquals("-", row.column("route_target"));
  }

  @Test
  void row_roleTooLow() {
    String id = TestEnvironment.uniqueId("low");
    sluice.withRole("viewer").withCorrelation(id).post("/v1/agent/run", "{}");

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(403, row.status());
    assertEquals("AUTH_FORBIDDEN", row.column("error_code"));
    assertEquals("user-viewer", row.column("user_id"));
  }

  @Test
  void row_blockedPrompt() {
    String id = TestEnvironment.uniqueId("blocked");
    sluice
        .withRole("viewer")
        .withCorrelation(id)
        .post(TestEnvironment.CHAT, TestEnvironment.blockedPrompt());

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(400, row.status());
    assertEquals("DLP_BLOCKED", row.column("error_code"));
    assertEquals("block", row.column("dlp_action"));
    assertEquals("aws_access_key", row.column("dlp_rule_id"));
    assertEquals("-", row.column("route_target"));
    assertFalse(row.columns().toString().contains("AKIA"));
    JsonNode finding = findings(row).path(0);
    assertEquals("request", finding.path("direction").asString());
    assertEquals("aws_access_key", finding.path("kind").asString());
    assertEquals("messages[0].content", finding.path("channel").asString());
    assertEquals(20, finding.path("length").asInt());
    assertTrue(finding.path("hash").asString().matches("[a-z2-7]{12}"), finding.toString());
  }

  @Test
  void row_maskedStream() {
    String id = TestEnvironment.uniqueId("masked");
    String prompt =
        TestEnvironment.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");
    try (StreamedResponse answer =
        sluice.withRole("viewer").withCorrelation(id).stream(TestEnvironment.CHAT, prompt)) {
      answer.readRemaining();
    }

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(200, row.status());
    assertEquals("mask", row.column("dlp_action"));
    assertEquals("t", row.column("streamed"));
    assertEquals("", row.column("request_size_bytes"));
    assertEquals("", row.column("response_size_bytes"));
    assertTrue(Integer.parseInt(row.column("output_tokens")) > 0);
    assertFalse(row.columns().toString().contains(StubCompletions.EMAIL));
    List<String> kinds =
        findings(row).valueStream().map(found -> found.path("kind").asString()).toList();
    assertTrue(kinds.containsAll(List.of("email", "card")), kinds.toString());
  }

  private static JsonNode findings(AuditRow row) {
    return JsonMapper.shared().readTree(row.column("extra")).path("dlp_findings");
  }

  @Test
  void row_pathWithoutRoute() {
    String id = TestEnvironment.uniqueId("unknown");
    sluice.anonymous().withCorrelation(id).get("/v1/other");

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(404, row.status());
    assertEquals("NOT_FOUND", row.column("error_code"));
    assertEquals("-", row.column("route_target"));
  }

  @Test
  void row_upstreamDown() {
    String id = TestEnvironment.uniqueId("away");
    sluice.stack().upstream(StackPort.RAG).close();
    try {
      var answer = sluice.withRole("viewer").withCorrelation(id).post("/v1/rag/search", "{}");
      assertEquals(503, answer.status());
      assertEquals("UPSTREAM_UNAVAILABLE", answer.errorCode());
    } finally {
      sluice.stack().upstream(StackPort.RAG).start();
    }

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(503, row.status());
    assertEquals("UPSTREAM_UNAVAILABLE", row.column("error_code"));
    assertEquals("rag", row.column("route_target"));
  }

  @Test
  void row_clientDisconnected() {
    String id = TestEnvironment.uniqueId("left");
    try (StreamedResponse answer =
        sluice.withRole("viewer").withCorrelation(id).withHeader("x-stub-endless", "yes").stream(
            TestEnvironment.CHAT, TestEnvironment.streamedPrompt("for ever"))) {
      assertTrue(answer.awaitNext().isPresent());
    }

    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(499, row.status());
    assertEquals("user-viewer", row.column("user_id"));
    assertEquals("chat", row.column("route_target"));
  }
}
