package dev.sluice.ctl.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.manage.FailureHandler;
import dev.sluice.ctl.replay.DecisionLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShadowCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void report_countsOutcomes() throws IOException {
    Path records =
        Files.write(
            folder.resolve("records.jsonl"),
            List.of(
                DecisionLines.allowed(Map.of()),
                shadowed(Map.of("policy", "authz@2#1", "decision", "deny", "rule", "level:*")),
                shadowed(
                    Map.of("policy", "authz@2#1", "decision", "allow", "rule", "level:/v1/agent*")),
                shadowed(Map.of("policy", "authz@3#2", "undecided", "no reason"))));
    assertEquals(0, run("report", "-o", "json", records.toString()));
    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertEquals("authz@2#1, authz@3#2", report.path("policy").asString());
    assertEquals(3, report.path("decisions").asInt());
    assertEquals(1, report.path("allow_to_deny").asInt());
    assertEquals(1, report.path("same").asInt());
    assertEquals(1, report.path("undecided").path("no reason").asInt());
    assertEquals(0, run("report", "--policy", "authz@3#2", records.toString()));
    assertTrue(out.toString().startsWith("1 decisions"), out::toString);
    assertEquals(3, run("report", "--policy", "authz@4#4", records.toString()));
  }

  @Test
  void promote_replacesAndRemoves() throws IOException {
    Path live = Files.writeString(folder.resolve("authz.yaml"), DecisionLines.POLICY);
    Path shadow =
        Files.writeString(
            folder.resolve("next.yaml"), DecisionLines.POLICY.replace("developer", "admin"));
    assertEquals(0, run("promote", shadow.toString(), live.toString()), err::toString);
    assertTrue(Files.readString(live).contains("level: admin"));
    assertFalse(Files.exists(shadow));
  }

  @Test
  void promote_invalid_changesNothing() throws IOException {
    Path live = Files.writeString(folder.resolve("authz.yaml"), DecisionLines.POLICY);
    Path shadow =
        Files.writeString(
            folder.resolve("next.yaml"), DecisionLines.POLICY.replace("developer", "boss"));
    assertEquals(4, run("promote", shadow.toString(), live.toString()));
    assertEquals(DecisionLines.POLICY, Files.readString(live));
    assertTrue(Files.exists(shadow));
    assertEquals(2, run("promote", folder.resolve("none.yaml").toString(), live.toString()));
  }

  @Test
  void promote_otherKind_changesNothing() throws IOException {
    Path live = Files.writeString(folder.resolve("authz.yaml"), DecisionLines.POLICY);
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "version: v2\nrules: []\n");
    assertEquals(4, run("promote", rules.toString(), live.toString()));
    assertTrue(err.toString().contains("has the kind DlpRules, but"), err::toString);
    assertEquals(DecisionLines.POLICY, Files.readString(live));
    Path older = Files.writeString(folder.resolve("dlp.yaml"), "version: v1\nrules: []\n");
    assertEquals(0, run("promote", rules.toString(), older.toString()), err::toString);
    assertTrue(out.toString().contains("is now rules.yaml@v2#"), out::toString);
    assertEquals("version: v2\nrules: []\n", Files.readString(older));
  }

  @Test
  void bodies_countsChanges() throws IOException {
    Path rows =
        Files.write(
            folder.resolve("rows.jsonl"),
            List.of(
                compared("r1", Map.of("policy", "dlp@2#1", "request", "none")),
                compared(
                    "r2",
                    Map.of("policy", "dlp@2#1", "request", "none", "response", "mask-difference")),
                compared("r3", Map.of("policy", "dlp@2#1", "request", "pass-to-block")),
                compared("r\u001b4", Map.of("policy", "dlp@3#1", "request", "pass-to-block")),
                "{\"id\": \"not compared\"}",
                "no JSON"));
    assertEquals(0, run("bodies", "-o", "json", "--policy", "dlp@2#1", rows.toString()));
    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertEquals("dlp@2#1", report.path("policy").asString());
    assertEquals(3, report.path("exchanges").asInt());
    assertEquals(2, report.path("changes").path("request").path("none").asInt());
    assertEquals(1, report.path("changes").path("request").path("pass-to-block").asInt());
    assertEquals(1, report.path("changes").path("response").path("mask-difference").asInt());
    assertEquals(1, report.path("unreadable").asInt());
    assertEquals("r2", report.path("samples").get(0).path("request_id").asString());
    assertEquals(2, report.path("samples").size());
    assertEquals(0, run("bodies", "--samples", "1", rows.toString()));
    assertTrue(out.toString().contains("2  pass to block"), out::toString);
    assertFalse(out.toString().contains("\u001b"));
    assertEquals(3, run("bodies", "--policy", "dlp@4#4", rows.toString()));
  }

  private static String compared(String id, Map<String, String> changes) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "ts_ms",
                1_750_000_000_000L,
                "method",
                "POST",
                "endpoint",
                "/v1/chat/completions",
                "extra",
                Map.of("request_id", id, "shadow_dlp", changes)));
  }

  private static String shadowed(Map<String, String> outcome) {
    return DecisionLines.allowed(Map.of("inputs", Map.of("shadow_policy", outcome)));
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new ShadowCommandGroup())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureHandler())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
