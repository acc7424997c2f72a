package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stub.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One audit row per request, whoever ended it. */
@ExtendWith(SluiceExtension.class)
final class AuditIT {
  private final Sluice sluice;

  AuditIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void row_allowedCall() {
    String id = Sluice.fresh("allowed");
    sluice.as("viewer").correlation(id).post(Sluice.CHAT, Sluice.prompt("ping"));

    AuditRow row = sluice.audit().one(id);
    assertEquals(200, row.status());
    assertEquals("user-viewer", row.column("user_id"));
    assertEquals("tenant-1", row.column("tenant_id"));
    assertEquals("project-1", row.column("project_id"));
    assertEquals("workspace-1", row.column("workspace_id"));
    assertEquals("chat", row.column("route_target"));
    assertEquals("POST", row.column("method"));
    assertEquals(Sluice.CHAT, row.column("endpoint"));
    assertEquals("allow", row.column("dlp_action"));
    assertEquals("", row.column("error_code"));
    assertTrue(Integer.parseInt(row.column("output_tokens")) > 0);
  }

  @Test
  void row_ofARouteWithTwoBackends_namesTheOneThatAnswered() {
    String id = Sluice.fresh("canary");
    sluice.split().timeMove("chat-canary");
    try {
      sluice.as("viewer").correlation(id).post(Sluice.CHAT, Sluice.prompt("ping"));
    } finally {
      sluice.split().timeMove("chat");
    }

    assertEquals("chat-canary", sluice.audit().one(id).column("route_target"));
  }

  @Test
  void row_refusedCaller() {
    String id = Sluice.fresh("refused");
    sluice.anonymous().correlation(id).post(Sluice.CHAT, Sluice.prompt("ping"));

    AuditRow row = sluice.audit().one(id);
    assertEquals(401, row.status());
    assertEquals("AUTH_INVALID_TOKEN", row.column("error_code"));
    assertEquals("-", row.column("user_id"));
    assertEquals("-", row.column("route_target"));
  }

  @Test
  void row_roleTooLow() {
    String id = Sluice.fresh("low");
    sluice.as("viewer").correlation(id).post("/v1/agent/run", "{}");

    AuditRow row = sluice.audit().one(id);
    assertEquals(403, row.status());
    assertEquals("AUTH_FORBIDDEN", row.column("error_code"));
    assertEquals("user-viewer", row.column("user_id"));
  }

  @Test
  void row_blockedPrompt() {
    String id = Sluice.fresh("blocked");
    sluice.as("viewer").correlation(id).post(Sluice.CHAT, Sluice.blockedPrompt());

    AuditRow row = sluice.audit().one(id);
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
    String id = Sluice.fresh("masked");
    String prompt = Sluice.streamedPrompt("Read me the " + Answers.RECORD_PROMPT + ".");
    try (StreamedAnswer answer = sluice.as("viewer").correlation(id).stream(Sluice.CHAT, prompt)) {
      answer.rest();
    }

    AuditRow row = sluice.audit().one(id);
    assertEquals(200, row.status());
    assertEquals("mask", row.column("dlp_action"));
    assertEquals("t", row.column("streamed"));
    assertEquals("", row.column("request_size_bytes"));
    assertEquals("", row.column("response_size_bytes"));
    assertTrue(Integer.parseInt(row.column("output_tokens")) > 0);
    assertFalse(row.columns().toString().contains(Answers.EMAIL));
    List<String> kinds =
        findings(row).valueStream().map(found -> found.path("kind").asString()).toList();
    assertTrue(kinds.containsAll(List.of("email", "card")), kinds.toString());
  }

  private static JsonNode findings(AuditRow row) {
    return JsonMapper.shared().readTree(row.column("extra")).path("dlp_findings");
  }

  @Test
  void row_pathThatNoRouteKnows() {
    String id = Sluice.fresh("unknown");
    sluice.anonymous().correlation(id).get("/v1/other");

    AuditRow row = sluice.audit().one(id);
    assertEquals(404, row.status());
    assertEquals("NOT_FOUND", row.column("error_code"));
    assertEquals("-", row.column("route_target"));
  }

  @Test
  void row_upstreamThatIsAway() {
    String id = Sluice.fresh("away");
    sluice.stack().upstream(Port.RAG).close();
    try {
      var answer = sluice.as("viewer").correlation(id).post("/v1/rag/search", "{}");
      assertEquals(503, answer.status());
      assertEquals("UPSTREAM_UNAVAILABLE", answer.code());
    } finally {
      sluice.stack().upstream(Port.RAG).start();
    }

    AuditRow row = sluice.audit().one(id);
    assertEquals(503, row.status());
    assertEquals("UPSTREAM_UNAVAILABLE", row.column("error_code"));
    assertEquals("rag", row.column("route_target"));
  }

  @Test
  void row_clientThatLeft() {
    String id = Sluice.fresh("left");
    try (StreamedAnswer answer =
        sluice.as("viewer").correlation(id).with("x-stub-endless", "yes").stream(
            Sluice.CHAT, Sluice.streamedPrompt("for ever"))) {
      assertTrue(answer.next().isPresent());
    }

    AuditRow row = sluice.audit().one(id);
    assertEquals(499, row.status());
    assertEquals("user-viewer", row.column("user_id"));
    assertEquals("chat", row.column("route_target"));
  }
}
