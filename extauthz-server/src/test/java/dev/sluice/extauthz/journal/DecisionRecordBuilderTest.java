package dev.sluice.extauthz.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.audit.record.AuditRecordId;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecisionRecordBuilderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T01:02:03.004Z");

  @Test
  void build_allow() {
    JsonNode row = row(TestDecisions.input("/v1/chat?token=canary"), TestDecisions.allowed());
    assertEquals("allow", row.path("decision").asString());
    assertEquals("level:*", row.path("rule").asString());
    assertEquals("acme", row.path("tenant_id").asString());
    assertEquals("developer", row.path("role").asString());
    assertEquals("/v1/chat", row.path("path").asString());
    assertEquals("[\"authorization\"]", row.path("header_names").toString());
    assertEquals("node-1", row.path("node_id").asString());
    assertFalse(row.toString().contains("canary"));
  }

  @Test
  void build_deny() {
    JsonNode row = row(TestDecisions.input("/v1/chat"), TestDecisions.denied());
    assertEquals("deny", row.path("decision").asString());
    assertEquals("AUTH_INVALID_TOKEN", row.path("error_code").asString());
    assertEquals("expired", row.path("reason").asString());
    assertEquals("-", row.path("tenant_id").asString());
    assertEquals("-", row.path("route_target").asString());
  }

  @Test
  void build_hasIdAndTimeOfRequest() {
    Instant began = NOW.minusMillis(7);
    JsonNode row = row(TestDecisions.input("/", began), TestDecisions.allowed());
    assertEquals(AuditRecordId.of("r-1", began).toString(), row.path("id").asString());
    assertEquals(began.toEpochMilli(), row.path("ts_ms").asLong());
  }

  @Test
  void build_distantTime_usesClock() {
    Instant began = NOW.plus(Duration.ofDays(100));
    JsonNode row = row(TestDecisions.input("/", began), TestDecisions.allowed());
    assertEquals(AuditRecordId.of("r-1", began).toString(), row.path("id").asString());
    assertEquals(NOW.toEpochMilli(), row.path("ts_ms").asLong());
  }

  @Test
  void build_withoutTime_usesClock() {
    JsonNode row = row(TestDecisions.input("/"), TestDecisions.allowed());
    assertEquals(NOW.toEpochMilli(), row.path("ts_ms").asLong());
  }

  private static JsonNode row(CheckInput input, Decision decision) {
    byte[] json =
        new DecisionRecordBuilder(() -> NOW, "node-1")
            .build(
                input,
                decision,
                DecisionRecordBuilder.encodeFields(EncodedDecisionKey.of(decision)))
            .json();
    return JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
  }
}
