package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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

  @BeforeEach
  @AfterEach
  void removeAdministrators() {
    sluice.removeAdministrators();
  }

  @Test
  @Tag("C-55")
  @DisplayName("C-55 the page of sluicectl: a key is issued, rotated and revoked")
  void commands_ofThePage_succeed() throws IOException, InterruptedException {
    int api = StackPorts.findFreePort();
    SluicectlScript script = new SluicectlScript(sluice, folder, api);
    try (AdditionalController controller =
        AdditionalController.withApi(sluice.stack(), "sluicectl", api, folder.resolve("state"))) {
      controller.start();
      String output = script.run(String.join("", blocks("sh")));

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
}
