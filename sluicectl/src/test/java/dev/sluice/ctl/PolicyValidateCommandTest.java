package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyValidateCommandTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      SluiceCtl.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

  @Test
  void validate_shippedPolicies() {
    assertEquals(0, command.execute("policy", "validate", "../policies"), out::toString);
    assertTrue(out.toString().contains("authz.yaml: good (AuthzPolicy policy-0.3)"));
    assertTrue(out.toString().contains("dlp_rules.yaml: good (DlpRules dlp-0.3)"));
    assertTrue(out.toString().contains("waf_rules.yaml: good (WafRules waf-1)"));
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
