package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A folder with the command {@code ./sluice} and tokens, in which scripts run. */
final class SluicectlScript {
  private final TestEnvironment sluice;
  private final Path folder;
  private final int api;
  private final int listener = StackPorts.findFreePort();

  /** Writes the command, the tokens of root, ada and carl, and the state folder. */
  SluicectlScript(TestEnvironment sluice, Path folder, int api) throws IOException {
    this.sluice = sluice;
    this.folder = folder;
    this.api = api;
    writeCommand();
    Files.createDirectory(folder.resolve("state"));
    for (String subject : List.of("root", "ada", "carl")) {
      String token = sluice.stack().issuer().token("viewer", Map.of("sub", subject));
      Files.writeString(folder.resolve(subject + ".token"), token);
    }
  }

  /** Runs a script in bash, which must succeed, and returns its output. */
  String run(String script) throws IOException, InterruptedException {
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
                "LISTENER_PORT", String.valueOf(listener)));
    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private void writeCommand() throws IOException {
    String command =
        JavaCommand.sluicectl(sluice.stack().settings().root()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    String script = "#!/usr/bin/env bash\nexec %s \"$@\"\n".formatted(command);
    Path file = Files.writeString(folder.resolve("sluice"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
