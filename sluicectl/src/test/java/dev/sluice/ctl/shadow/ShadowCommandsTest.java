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
