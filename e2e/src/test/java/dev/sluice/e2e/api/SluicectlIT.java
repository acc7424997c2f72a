package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of the page about sluicectl: its commands run, up to a call through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
final class SluicectlIT {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");

  private final TestEnvironment sluice;
  private final Path page = RepositoryRoot.find().path().resolve("docs/sluicectl.md");
  @TempDir Path folder;

  SluicectlIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /** Removes administrators of other tests, so that the controller makes a first one. */
  @BeforeEach
  @AfterEach
  void removeAdministrators() {
    sluice.sql().execute("delete from role_bindings where role = 'system-admin'");
  }

  @Test
  @Tag("C-55")
  @DisplayName("C-55 the page of sluicectl: a key is issued, rotated and revoked")
  void commands_ofThePage_succeed() throws IOException, InterruptedException {
    int api = StackPorts.findFreePort();
    writeCommand();
    Files.createDirectory(folder.resolve("state"));
    for (String subject : List.of("root", "ada", "carl")) {
      String token = sluice.stack().issuer().token("viewer", Map.of("sub", subject));
      Files.writeString(folder.resolve(subject + ".token"), token);
    }
    try (AdditionalController controller =
        AdditionalController.withApi(sluice.stack(), "sluicectl", api, folder.resolve("state"))) {
      controller.start();
      String output = run(api, String.join("", blocks("sh")));

      for (String lines : blocks("")) {
        assertTrue(output.contains(lines), () -> lines + " is not in " + output);
      }
      assertTrue(output.contains("book-orders.dev.local.api.example.com"), output);
      assertTrue(output.contains("route catalog/list: would be created"), output);
      assertTrue(output.contains("route catalog/list: created"), output);
      assertTrue(output.contains("route catalog/list: unchanged"), output);
      assertTrue(output.contains("route catalog/list: changed"), output);
      assertTrue(output.endsWith("route catalog/list: deleted\n"), output);
      assertFalse(output.contains("eyJ"), "a token is in the output");
      String exported = Files.readString(folder.resolve("exported.yaml"));
      assertTrue(exported.contains("name: catalog/main/127.0.0.1:" + sluice.echoPort()), exported);
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder.resolve("contexts.yaml"))));
    }
  }

  /** Returns the blocks of the page in a language; the blocks without one are output. */
  private List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private String run(int api, String script) throws IOException, InterruptedException {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment()
        .putAll(
            Map.of(
                "API", "http://127.0.0.1:" + api,
                "ISSUER", sluice.stack().issuer().issuer(),
                "STATE_DIR", folder.resolve("state").toString(),
                "SLUICE_CONFIG", folder.resolve("contexts.yaml").toString(),
                "BACKEND_PORT", String.valueOf(sluice.echoPort()),
                "LISTENER_PORT", String.valueOf(StackPorts.findFreePort())));
    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private void writeCommand() throws IOException {
    String script =
        "#!/usr/bin/env bash\nexec %s -XX:TieredStopAtLevel=1 -cp '%s' dev.sluice.ctl.SluiceCtl \"$@\"\n"
            .formatted(
                String.join(" ", JavaCommand.jvm()),
                sluice.stack().settings().root().classpath("sluicectl"));
    Path file = Files.writeString(folder.resolve("sluice"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
