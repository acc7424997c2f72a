package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.DatabaseCommand;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.ShadowFile;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests of shadow rules, which read bodies beside the rules in force. */
@ExtendWith(TestEnvironmentExtension.class)
final class ShadowRulesIT {
  private static final String RULES =
      """
      version: next-1
      rules:
        - {id: email, kind: checksum, validator: email, action: log}
        - {id: aws_access_key, kind: regex, pattern: 'AKIA[0-9A-Z]{16}', action: mask}
        - {id: bluebird, kind: keyword, pattern: 파랑새, action: block}
      """;
  private static final String EMAIL = "kim@bank.co.kr";
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final int CALLS = 5;

  private final TestEnvironment sluice;
  private final Path shadow;
  private final String run = TestEnvironment.uniqueId("shadow");
  @TempDir private Path folder;

  ShadowRulesIT(TestEnvironment sluice) {
    this.sluice = sluice;
    this.shadow = sluice.stack().settings().shadowFolder("extproc").resolve("dlp_rules.yaml");
  }

  @AfterEach
  void removeShadow() throws IOException {
    Files.deleteIfExists(shadow);
  }

  @Test
  @Tag("N-04")
  @DisplayName("N-04 shadow rules change no body; records, counters and the report agree")
  void n04_bodies() throws Exception {
    new ShadowFile(shadow, "shadow-dlp", sluice.extprocServerMetrics()).load(RULES);
    Map<String, Double> before = new TreeMap<>();
    Instant start;
    try (ScriptedProduct site = new ScriptedProduct(sluice, "shadow", "pre_and_incremental")) {
      before.putAll(counts());
      start = Instant.now();
      for (int i = 0; i < CALLS; i++) {
        send(site, "plain", "안녕하세요", 200, List.of("hello"));
        send(site, "mail", "write to " + EMAIL, 200, List.of("hello"));
        send(site, "bird", "a 파랑새 here", 200, List.of("hello"));
        send(site, "key", KEY, 400, List.of("hello"));
        send(site, "answer", "안녕", 200, List.of("I am k", "im@bank.co.kr, ok"));
      }
    }
    expectChanges("plain", "none", "none");
    expectChanges("mail", "mask-difference", "none");
    expectChanges("bird", "pass-to-block", "none");
    expectChanges("key", "block-to-pass", "");
    expectChanges("answer", "none", "mask-difference");

    Map<String, Double> after = counts();
    JsonNode report =
        new DatabaseCommand(sluice.stack())
            .json(
                0, "shadow", "bodies", "--from", start.toString(), "--to", "2100-01-01T00:00:00Z");
    assertEquals(5 * CALLS, report.path("exchanges").asInt(), report.toString());
    for (String direction : List.of("request", "response")) {
      for (String change : List.of("none", "pass-to-block", "block-to-pass", "mask-difference")) {
        String label = direction + " " + change;
        double counted = after.getOrDefault(label, 0.0) - before.getOrDefault(label, 0.0);
        assertEquals(
            (int) counted,
            report.path("changes").path(direction).path(change).asInt(),
            label + " " + report);
      }
    }
    assertEquals(3 * CALLS - CALLS, report.path("changes").path("request").path("none").asInt());

    Path promoted = Files.writeString(folder.resolve("rules.yaml"), "version: v1\nrules: []\n");
    new DatabaseCommand(sluice.stack())
        .run(0, List.of("shadow", "promote", shadow.toString(), promoted.toString()));
    assertEquals(RULES, Files.readString(promoted));
    assertFalse(Files.exists(shadow));
  }

  /** Sends a request and checks that the rules in force alone decide about both bodies. */
  private void send(
      ScriptedProduct site, String kind, String text, int status, List<String> answer) {
    site.respondWithEvents(answer.stream().map(BodyModeEnvoy::delta).toArray(String[]::new));
    String id = run + "-" + kind + "-" + TestEnvironment.uniqueId("call");
    var response = site.client().withCorrelation(id).post("/", TestEnvironment.prompt(text));
    assertEquals(status, response.status(), kind + " " + response.body());
    assertFalse(response.body().contains(EMAIL), response.body());
    if (status == 200) {
      String seen = site.upstream().lastRequest().orElseThrow().text();
      assertEquals(!text.contains(EMAIL), seen.contains(text), seen);
    }
  }

  private void expectChanges(String kind, String request, String response) {
    var rows = sluice.auditRows().awaitRows(run + "-" + kind, CALLS);
    assertEquals(CALLS, rows.size());
    rows.forEach(row -> {
      JsonNode changes = JsonMapper.shared().readTree(row.column("extra")).path("shadow_dlp");
      assertTrue(
          changes.path("policy").asString("").startsWith("dlp_rules.yaml@next-1#"),
          changes.toString());
      assertEquals(request, changes.path("request").asString(""), kind);
      assertEquals(response, changes.path("response").asString(""), kind);
    });
  }

  private Map<String, Double> counts() {
    Map<String, Double> counts = new TreeMap<>();
    for (String direction : List.of("request", "response")) {
      for (String change : List.of("none", "pass-to-block", "block-to-pass", "mask-difference")) {
        counts.put(
            direction + " " + change,
            sluice
                .extprocServerMetrics()
                .metric(
                    "extproc_shadow_policy_total",
                    "change=\"" + change + "\",direction=\"" + direction + "\""));
      }
    }
    return counts;
  }
}
