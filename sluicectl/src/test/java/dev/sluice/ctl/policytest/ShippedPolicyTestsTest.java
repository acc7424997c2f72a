package dev.sluice.ctl.policytest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.ctl.manage.FailureHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("N-07")
class ShippedPolicyTestsTest {
  private static final Path POLICIES = Path.of("../policies");

  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      new CommandLine(new PolicyTestCommand())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setExecutionExceptionHandler(new FailureHandler())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(out));

  @Test
  @DisplayName("N-07 the tests of the shipped policies pass and reach every rule")
  void shipped_pass_andReachAll() {
    assertEquals(0, command.execute("--threshold", "100", POLICIES.toString()), out::toString);
  }

  @Test
  @DisplayName("N-07 a changed DLP rule fails a shipped test")
  void changedRule_failsTest(@TempDir Path folder) throws IOException {
    String rules = Files.readString(POLICIES.resolve("dlp_rules.yaml"));
    for (String file : List.of("ordinary.txt", "values.txt")) {
      Path copy = folder.resolve("tests/dlp").resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(POLICIES.resolve("tests/dlp").resolve(file), copy);
    }
    Files.copy(POLICIES.resolve("dlp.test.yaml"), folder.resolve("dlp.test.yaml"));
    String changed = rules.replaceFirst("action: mask\\s+mask: '\\[IBAN[^']*'", "action: log");
    Files.writeString(folder.resolve("dlp_rules.yaml"), changed);
    assertEquals(1, command.execute(folder.toString()), out::toString);
    assertTrue(out.toString().contains("FAILED an IBAN"), out::toString);
    assertTrue(out.toString().contains(" 1 failed, "), out::toString);
  }
}
