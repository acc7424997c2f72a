package dev.sluice.ctl.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.manage.FailureHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private Path same = Path.of("");
  private Path stricter = Path.of("");
  private Path looser = Path.of("");

  @BeforeEach
  void writePolicies() throws IOException {
    same = policy("same.yaml", DecisionLines.POLICY);
    stricter = policy("stricter.yaml", DecisionLines.POLICY.replace("developer", "admin"));
    looser = policy("looser.yaml", DecisionLines.POLICY.replace("developer", "viewer"));
  }

  @Test
  void replay_samePolicy_noDifference() throws IOException {
    JsonNode report =
        json(0, same, DecisionLines.allowed(Map.of()), DecisionLines.denied(Map.of()));
    assertEquals(2, report.path("decisions").asInt());
    assertEquals(2, report.path("same").asInt());
    assertTrue(report.path("policy").asString().startsWith("authz@1#"));
  }

  @Test
  void replay_stricter_isNewDenial() throws IOException {
    JsonNode report = json(1, stricter, DecisionLines.allowed(Map.of()));
    assertEquals(1, report.path("allow_to_deny").asInt());
    JsonNode sample = report.path("samples").path(0);
    assertEquals("r-1", sample.path("request_id").asString());
    assertEquals("AUTH_FORBIDDEN", sample.path("after").path("error_code").asString());
    assertEquals("POST api.example.com/v1/agent/run", sample.path("request").asString());
  }

  @Test
  void replay_addressLists_areInForceToo() throws IOException {
    Path lists =
        policy(
            "ip.yaml",
            """
            apiVersion: sluice.dev/v1
            kind: IpRules
            metadata: {name: ip, version: '1'}
            spec: {addresses: [{id: test, deny: [192.0.2.0/24]}]}
            """);
    Path records = records(DecisionLines.allowed(Map.of()));
    assertEquals(0, run("--policy", same + "", records + ""));
    assertEquals(1, run("--policy", same + "", "--ip-rules", lists + "", records + ""));
    assertTrue(out.toString().contains("IP_BLOCKED"), out::toString);
    assertTrue(out.toString().contains("+ip@1#"), out::toString);
    assertEquals(4, run("--policy", same + "", "--ip-rules", same + "", records + ""));
  }

  @Test
  void replay_failOn_decidesExitCode() throws IOException {
    Path records = records(DecisionLines.allowed(Map.of()));
    assertEquals(1, run("--policy", stricter.toString(), records.toString()));
    assertEquals(0, run("--policy", stricter + "", "--fail-on", "allowances", records + ""));
    assertEquals(1, run("--policy", stricter + "", "--fail-on", "denials", records + ""));
    assertEquals(0, run("--policy", stricter + "", "--fail-on", "none", records + ""));
    Path denied = records(DecisionLines.denied(Map.of()));
    assertEquals(1, run("--policy", looser + "", "--fail-on", "allowances", denied + ""));
    assertTrue(
        out.toString().contains("deny to allow: 2026-03-01T09:18:14.813Z r-1"), out::toString);
  }

  @Test
  void replay_otherLines_areCounted() throws IOException {
    JsonNode report =
        json(
            0,
            same,
            DecisionLines.allowed(Map.of()),
            "{\"status_code\":200}",
            "not JSON",
            DecisionLines.allowed(Map.of("inputs", "none")),
            DecisionLines.allowed(Map.of("role", "emperor")));
    assertEquals(2, report.path("unreadable").asInt());
    assertEquals(1, report.path("other_lines").asInt());
    assertEquals(1, report.path("undecided").path("the record is of an earlier version").asInt());
  }

  @Test
  void replay_manyRecords_allCounted() throws IOException {
    String[] lines =
        Collections.nCopies(20_001, DecisionLines.allowed(Map.of())).toArray(String[]::new);
    JsonNode report = json(1, stricter, lines);
    assertEquals(20_001, report.path("allow_to_deny").asInt());
    assertEquals(5, report.path("samples").size());
  }

  @Test
  void replay_hostileText_isPlain() throws IOException {
    Path records =
        records(
            DecisionLines.allowed(Map.of("request_id", "r\u001b[2J\u202e", "host", "결제.example")));
    run("--policy", stricter.toString(), records.toString());
    assertFalse(out.toString().contains("\u001b") || out.toString().contains("\u202e"));
    assertTrue(out.toString().contains("결제.example"));
  }

  @Test
  void replay_misuse_saysWhat() throws IOException {
    assertEquals(2, run("--policy", same.toString()));
    assertTrue(err.toString().contains("Name either files or --database."));
    assertEquals(3, run("--policy", same.toString(), folder.resolve("absent.jsonl").toString()));
    assertEquals(3, run("--policy", same.toString(), records("").toString()));
    Path broken = policy("broken.yaml", DecisionLines.POLICY.replace("viewer", "watcher"));
    assertEquals(4, run("--policy", broken.toString(), records("{}").toString()));
    assertTrue(err.toString().contains("broken.yaml:5:"), err::toString);
  }

  private JsonNode json(int expected, Path policy, String... lines) throws IOException {
    assertEquals(
        expected, run("--policy", policy + "", "-o", "json", records(lines) + ""), err::toString);
    return JsonMapper.shared().readTree(out.toString());
  }

  private Path records(String... lines) throws IOException {
    return Files.write(folder.resolve("records.jsonl"), List.of(lines));
  }

  private Path policy(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new ReplayCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureHandler())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
