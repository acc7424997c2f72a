package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.waf.WafCorpus;
import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The tests of attacks in requests through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class WafIT {
  private static final String NOTES = "/api/v1/notes";

  private final TestEnvironment sluice;
  private final ScriptedProduct site;
  private final RawHttpUpstream upstream;

  WafIT(TestEnvironment sluice) {
    this.sluice = sluice;
    site = new ScriptedProduct(sluice, "waf", "pre_only");
    upstream = site.upstream();
  }

  @AfterAll
  void close() {
    site.close();
  }

  @ParameterizedTest
  @Tag("C-36")
  @DisplayName("C-36 an attack in a body is refused before the upstream sees anything")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"note\":\"<script>alert(1)</script>\"} | xss_script",
        "application/json | {\"note\":\"\\u003cscript>\"} | xss_script",
        "application/json | {\"id\":\"1' OR '1'='1\"} | sqli_tautology",
        "application/x-www-form-urlencoded | a=1&id=1%27+UNION+SELECT+1%2C2-- | sqli_union",
        "text/plain | <img src=x onerror=alert(1)> | xss_event",
      })
  void c36_attack(String type, String body, String rule) {
    String id = TestEnvironment.uniqueId("c36");
    upstream.respondWith(
        new RawHttpUpstream.ScriptedResponse(ScriptedProduct.JSON, List.of("{}"), Map.of()));
    GatewayResponse answer =
        site.client()
            .withCorrelation(id)
            .withHeader("Content-Type", type)
            .postRaw(NOTES, BodyPublishers.ofString(body));
    assertEquals(403, answer.status(), answer.body());
    assertEquals("WAF_BLOCKED", answer.errorCode());
    assertEquals(id, answer.json().path("correlation_id").asString());
    assertEquals(Optional.empty(), upstream.lastRequest());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(403, row.status());
    assertEquals("WAF_BLOCKED", row.column("error_code"));
    assertEquals("block", row.column("dlp_action"));
    assertEquals(rule, row.column("dlp_rule_id"));
    assertTrue(row.column("extra").contains("+waf-1"), row.column("extra"));
  }

  @ParameterizedTest
  @Tag("C-36")
  @DisplayName("C-36 an attack in a path, query or header is refused, whoever asks")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api/v1/x?id=1%27%20OR%20%271%27=%271 | n | sqli_tautology",
        "/api/v1/x?q=%253Cscript%253E | n | xss_script",
        "/api/v1/1%27%20union%20select%20null--?a=b | n | sqli_union",
        "/v1/chat/completions | <img src=x onerror=alert(1)> | xss_event",
      })
  void c36_request(String path, String note, String rule) {
    String id = TestEnvironment.uniqueId("c36");
    upstream.respondWith(
        new RawHttpUpstream.ScriptedResponse(ScriptedProduct.JSON, List.of("{}"), Map.of()));
    GatewayResponse answer = site.client().withCorrelation(id).withHeader("X-Note", note).get(path);
    assertEquals(403, answer.status(), answer.body());
    assertEquals("WAF_BLOCKED", answer.errorCode());
    assertEquals(Optional.empty(), upstream.lastRequest());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals(403, row.status());
    assertEquals("WAF_BLOCKED", row.column("error_code"));
    assertTrue(row.column("extra").contains("waf:" + rule), row.column("extra"));
  }

  @Test
  @Tag("C-36")
  @DisplayName("C-36 what is no attack passes")
  void c36_ordinary() {
    upstream.respondWith(
        new RawHttpUpstream.ScriptedResponse(ScriptedProduct.JSON, List.of("{}"), Map.of()));
    List<String> refused = new ArrayList<>();
    for (WafCorpus.Text text : WafCorpus.ordinary()) {
      if (site.post(NOTES, note(text.text())).status() != 200) {
        refused.add(text.text());
      }
    }
    assertEquals(List.of(), refused);
  }

  @Test
  @Tag("C-36")
  @DisplayName("C-36 what people write to models and agents is not looked at for attacks")
  void c36_models() {
    upstream.respondWith(
        new RawHttpUpstream.ScriptedResponse(ScriptedProduct.JSON, List.of("{}"), Map.of()));
    String page = "<html><script>select(\"' or 1=1--\")</script>";
    assertEquals(200, site.post("/api/aura/test", note(page)).status());
    GatewayClient viewer = sluice.withRole("viewer");
    String prompt = "{\"messages\":[{\"role\":\"user\",\"content\":\"<script>' or 1=1--\"}]}";
    assertEquals(200, viewer.post(TestEnvironment.CHAT, prompt).status());
  }

  private static String note(String text) {
    return "{\"note\": " + JsonMapper.shared().writeValueAsString(text) + "}";
  }
}
