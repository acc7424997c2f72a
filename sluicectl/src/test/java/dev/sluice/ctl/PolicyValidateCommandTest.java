package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyValidateCommandTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      SluiceCtl.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

  @Test
  void validate_shippedPolicies() {
    assertEquals(0, command.execute("policy", "validate", "../policies"), out::toString);
    assertTrue(out.toString().contains("authz.yaml: good (AuthzPolicy policy-0.3)"));
    assertTrue(out.toString().contains("dlp_rules.yaml: good (DlpRules dlp-0.3)"));
    assertTrue(out.toString().contains("ip_rules.yaml: good (IpRules ip-1)"));
    assertTrue(out.toString().contains("model_rules.yaml: good (ModelRules models-1)"));
    assertTrue(out.toString().contains("tiers.yaml: good (Tiers tiers-1)"));
    assertTrue(out.toString().contains("rbac.yaml: good (Rbac rbac-1)"));
    assertTrue(out.toString().contains("waf_rules.yaml: good (WafRules waf-1)"));
  }

  @Test
  void validate_rules_showTheirLengths() {
    assertEquals(0, command.execute("policy", "validate", "../policies/dlp_rules.yaml"));
    String key = "  private_key              finds up to 16,384 bytes, waits for up to 16,384";
    assertTrue(out.toString().lines().anyMatch(key::equals), out::toString);
    out.getBuffer().setLength(0);
    command.execute("policy", "validate", "-o", "json", "../policies/dlp_rules.yaml");
    JsonNode rules = JsonMapper.shared().readTree(out.toString()).path(0).path("rules");
    assertEquals("aws_access_key", rules.path(0).path("id").asString());
    assertEquals(20, rules.path(0).path("longest_match").asInt());
    assertEquals(20, rules.path(0).path("longest_wait").asInt());
  }

  @Test
  void validate_unlimitedPattern_showsItsLimit(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "{version: v, rules: [{id: word, kind: regex, pattern: 'key=[a-z]+'}]}");
    assertEquals(0, command.execute("policy", "validate", file.toString()));
    assertTrue(out.toString().contains("finds up to  1,024 bytes"), out::toString);
  }

  @Test
  void validate_dlpRulesInEnvelope_areGood(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            apiVersion: sluice.dev/v1
            kind: DlpRules
            metadata: {name: central, version: central-2}
            spec:
              rules:
                - {id: word, kind: keyword, pattern: forbidden}
            """);
    assertEquals(0, command.execute("policy", "validate", file.toString()), out::toString);
    assertTrue(out.toString().contains("rules.yaml: good (DlpRules central-2)"), out::toString);
  }

  @Test
  void validate_unknownKey(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            version: dlp-1
            rules:
              - id: word
                kind: keyword
                pattern: forbidden
                colour: red
            """);
    assertEquals(1, command.execute("policy", "validate", file.toString()));
    assertTrue(out.toString().contains("rules.yaml:6:"), out::toString);
    assertTrue(out.toString().contains("colour"), out::toString);
  }

  @Test
  void validate_problemsOfAllFilesAndKinds(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("authz.yaml"),
        """
        apiVersion: sluice.dev/v2
        kind: AuthzPolicy
        metadata: {name: authz, version: policy-1}
        spec:
          levels:
            - {path: /a, level: root}
            - {path: /b//c, level: viewer}
            - {path: /b//c, level: viewer, level: admin}
          issuers:
            - {name: one, issuer: x, jwks-url: "ftp://keys.example/a", algorithms: [RS256, HS256]}
          conditions:
            - {id: c, require: "nobody.knows == 1 && identity.nothing == 2"}
        """);
    Files.writeString(
        folder.resolve("dlp.yaml"),
        """
        version: dlp-1
        rules:
          - {id: word, kind: keyword, pattern: forbidden, action: hide, mask: x}
          - {id: open, kind: regex, pattern: 'a(b', action: mask, mask: '{', severity: worst}
          - {id: open, kind: regex, pattern: abc, colour: red, examples: {match: [abd]}}
        """);
    Files.writeString(folder.resolve("broken.yaml"), "version: 1\nversion: 2\nrules: [\n");
    Files.writeString(folder.resolve("odd.yaml"), "kind: Odd\n");
    assertEquals(1, command.execute("policy", "validate", folder.toString()));
    assertEquals(
        """
        authz.yaml:1:13: /apiVersion: must be 'sluice.dev/v1'
        authz.yaml:6:25: /spec/levels/0/level: unknown value "root"; use one of viewer, developer, admin
        authz.yaml:7:14: /spec/levels/1/path: matches no normalized path
        authz.yaml:8:14: /spec/levels/2/path: is the path of another level rule; remove one
        authz.yaml:8:14: /spec/levels/2/path: matches no normalized path
        authz.yaml:8:36: the key 'level' is given twice; remove one
        authz.yaml:10:40: /spec/issuers/0/jwks-url: must be https or http
        authz.yaml:10:76: /spec/issuers/0/algorithms: must not combine HS algorithms with others
        authz.yaml:12:24: /spec/conditions/0/require: condition c: line 1, column 1: undeclared reference to 'nobody'
        authz.yaml:12:24: /spec/conditions/0/require: condition c: line 1, column 22: undeclared reference to 'identity'
        broken.yaml:2:1: the key 'version' is given twice; remove one
        broken.yaml:4:1: expected the node content, but found '<stream end>'; correct this first: the file could not be read any further
        dlp.yaml:3:59: /rules/0/action: unknown value "hide"; use one of allow, log, mask, redact, hash, token, block
        dlp.yaml:4:38: /rules/1/pattern: rule open: character 2: group is not closed
        dlp.yaml:4:65: /rules/1/mask: rule open: may have braces only in one {last4}
        dlp.yaml:4:80: /rules/1/severity: unknown value "worst"; use one of low, medium, high, critical
        dlp.yaml:5:10: /rules/2/id: rule open: is the id of the rule at dlp.yaml:4:10 of the same scope too; use another id or scope
        dlp.yaml:5:43: /rules/2/colour: is not a known key; use one of id, kind, pattern, action, confidence, mask, scope, routes, tenants, environments, severity, validator, entities, min_score, streams, allow, max_length, examples
        dlp.yaml:5:75: /rules/2/examples/match/0: rule open: is an example of a match, but none; correct the example or the pattern
        odd.yaml:1:7: /kind: unknown kind "Odd"; use one of AuthzPolicy, IpRules, DlpRules, WafRules, ModelRules, Rbac, Tiers, PolicyTest
        """,
        out.toString().replace(folder + "/", ""));
  }

  @Test
  void validate_listInTwoFiles_namesBoth(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("authz.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: policy-1}
        spec:
          levels: []
          addresses:
            - {id: office, deny: [10.0.0.1]}
        """);
    Files.writeString(
        folder.resolve("ip.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: IpRules
        metadata: {name: ip, version: ip-1}
        spec:
          addresses:
            - {id: other, deny: [10.0.0.1]}
            - {id: office, deny: [10.0.0.2]}
        """);
    assertEquals(1, command.execute("policy", "validate", folder.toString()));
    assertEquals(
        """
        authz.yaml: good (AuthzPolicy policy-1)
        ip.yaml:7:12: /spec/addresses/1/id: list office: is the id of the list at authz.yaml:7:12 too; use another id
        """,
        out.toString().replace(folder + "/", ""));
  }

  @Test
  void validate_damagedFiles_areReported(@TempDir Path folder) throws IOException {
    Random random = new Random(25);
    for (String name : List.of("authz.yaml", "dlp_rules.yaml", "waf_rules.yaml")) {
      List<String> lines = Files.readAllLines(Path.of("../policies", name));
      for (int i = 0; i < (name.equals("authz.yaml") ? 100 : 8); i++) {
        List<String> damaged = new ArrayList<>(lines);
        for (int j = 0; j < 4; j++) {
          int at = random.nextInt(damaged.size());
          String line = damaged.get(at);
          switch (random.nextInt(4)) {
            case 0 -> damaged.remove(at);
            case 1 -> damaged.set(at, line.replaceFirst(":.*", ": 7"));
            case 2 -> damaged.set(at, line.replaceFirst("([a-z]+):", "x$1:"));
            default -> damaged.set(at, line.replaceFirst("- .*", "- [x]"));
          }
        }
        Path file = Files.write(folder.resolve("damaged.yaml"), damaged);
        out.getBuffer().setLength(0);
        command.execute("policy", "validate", file.toString());
        assertTrue(
            out.toString().lines().allMatch(line -> line.startsWith(file.toString())),
            () -> out + String.join("\n", damaged));
      }
    }
  }

  @Test
  void validate_asJson(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("odd.yaml"), "kind: Odd\n");
    assertEquals(1, command.execute("policy", "validate", "-o", "json", file.toString()));
    assertTrue(out.toString().contains("\"good\" : false"), out::toString);
    assertTrue(out.toString().contains("unknown kind"), out::toString);
  }

  @Test
  void validate_missingFile(@TempDir Path folder) {
    String file = folder.resolve("none.yaml").toString();
    assertEquals(1, command.execute("policy", "validate", file));
    assertTrue(out.toString().contains("cannot be read"), out::toString);
  }

  @Test
  void command_unknown() {
    assertEquals(2, command.execute("polcy"));
  }
}
