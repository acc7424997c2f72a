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

class PolicyFmtCommandTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      SluiceCtl.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

  @Test
  void check_shippedPolicies_areFormatted() {
    assertEquals(0, command.execute("policy", "fmt", "--check", "../policies"), out::toString);
  }

  @Test
  void check_unformattedFile_isListed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "version: a  \nrules: []\n");
    assertEquals(1, command.execute("policy", "fmt", "--check", folder.toString()));
    assertTrue(out.toString().contains("a.yaml: is not formatted"), out::toString);
    assertEquals("version: a  \nrules: []\n", Files.readString(file));
    assertEquals(0, command.execute("policy", "fmt", folder.toString()));
    assertEquals("version: a\nrules: []\n", Files.readString(file));
    assertEquals(0, command.execute("policy", "fmt", "--check", folder.toString()));
  }

  @Test
  void fmt_notYaml_isReported(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "rules: [\n");
    assertEquals(1, command.execute("policy", "fmt", folder.toString()));
    assertTrue(out.toString().contains("is not one YAML document"), out::toString);
  }
}
