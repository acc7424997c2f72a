package dev.sluice.common.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.record.AuditRecord.RequestSummary;
import dev.sluice.common.audit.record.AuditRecord.Requester;
import dev.sluice.common.audit.table.AuditColumn;
import dev.sluice.common.audit.table.AuditTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditRecordTest {
  private static final Instant START = Instant.parse("2026-03-31T23:59:59.999Z");

  @Test
  void texts_unknown_areDash() {
    Requester who = new Requester("", " ", "w", "u", "", null, null, "not an address", null);
    assertEquals("-", who.tenant());
    assertEquals("-", who.project());
    assertNull(who.agent());
    assertNull(who.clientIp());
  }

  @Test
  void texts_tooLong_areCut() {
    String agent = "x".repeat(499) + "\uD83D\uDE00";
    Requester who = new Requester("t", "p", "w", "u", null, null, null, "fe80::1%eth0", agent);
    assertEquals("x".repeat(499), who.userAgent());
    assertEquals("fe80:0:0:0:0:0:0:1", who.clientIp());
    RequestSummary call =
        new RequestSummary("GET", "/" + "p".repeat(900), null, "", null, null, 0L, 0L);
    assertEquals(500, call.endpoint().length());
  }

  /** 256 is the maximum length of a claim or a correlation id in the authorization service. */
  @Test
  void names_upTo256_areComplete() {
    String name = "x".repeat(255) + "y";
    Requester who = new Requester(name, name, name, name, null, null, null, null, null);
    assertEquals(
        List.of(name, name, name, name),
        List.of(who.tenant(), who.project(), who.workspace(), who.user()));
    assertEquals(name, TestRecords.of(name, START).correlationId());
  }

  @Test
  void texts_controlCharacters_areReplaced() {
    Requester who = new Requester("t\u0000\n", "p", "w", "u", null, null, null, null, null);
    assertEquals("t??", who.tenant());
  }

  @Test
  void texts_loneSurrogate_isReplaced() {
    Requester who =
        new Requester("t\uDE00", "\uD83D", "w\uD83D\uDE00", "u", null, null, null, null, null);
    assertEquals("t?", who.tenant());
    assertEquals("?", who.project());
    assertEquals("w\uD83D\uDE00", who.workspace());
  }

  @Test
  void record_streamed_hasNoSizes() {
    AuditRecord record = TestRecords.streamed("r", START);
    assertNull(record.request().queryString());
    assertNull(record.request().requestBytes());
    assertNull(record.request().responseBytes());
    assertEquals("trace", record.request().traceId());
  }

  @Test
  void id_sameRequest_isEqual() {
    assertEquals(AuditRecordId.of("r", START), AuditRecordId.of("r", START));
    assertTrue(!AuditRecordId.of("r", START).equals(AuditRecordId.of("s", START)));
    assertTrue(!AuditRecordId.of("r", START).equals(AuditRecordId.of("r", START.plusNanos(1))));
  }

  @Test
  void id_anyRequest_isUuidV7() {
    assertEquals(7, AuditRecordId.of("r", START).version());
    assertEquals(2, AuditRecordId.of("r", START).variant());
    assertEquals(
        START.toEpochMilli(), AuditRecordId.of("r", START).getMostSignificantBits() >>> 16);
  }

  @Test
  void json_record_hasEveryColumnOnce() {
    String text = new String(AuditJson.write(TestRecords.of("r", START)), StandardCharsets.UTF_8);
    JsonNode json = JsonMapper.shared().readTree(text);
    assertEquals(columns(AuditTable.AUDIT_EVENTS), List.copyOf(json.propertyNames()));
    assertEquals(2, json.at("/extra/dlp_rules/0/count").intValue());
    assertTrue(json.get("agent_id").isNull());
  }

  @Test
  void json_decision_hasEveryColumnOnce() {
    DecisionRecord record = TestRecords.decision("r", START);
    JsonNode json = JsonMapper.shared().readTree(AuditJson.write(record));
    assertEquals(columns(AuditTable.DECISION_EVENTS), List.copyOf(json.propertyNames()));
    assertEquals("deny", json.get("decision").stringValue());
    assertEquals("office-hours", json.at("/shadow/0").stringValue());
    assertEquals(3, json.get("header_names").size());
  }

  private static List<String> columns(AuditTable table) {
    return table.columns().stream().map(AuditColumn::name).toList();
  }
}
