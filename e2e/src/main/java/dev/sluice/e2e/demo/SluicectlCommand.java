package dev.sluice.e2e.demo;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A runner of {@code sluicectl} with the token of one user.
 *
 * @param tokenFile the file of the token, as shown in command lines
 * @param options the options of each command
 */
record SluicectlCommand(RepositoryRoot root, String tokenFile, String token, List<String> options) {
  /** An exit code with the output of a command. */
  record Result(int code, List<String> lines) {}

  /** Returns the command line to show. */
  String line(String... arguments) {
    return "SLUICE_TOKEN=$(cat %s) ./sluice %s %s"
        .formatted(tokenFile, String.join(" ", arguments), String.join(" ", options));
  }

  Result run(String... arguments) {
    List<String> command = JavaCommand.sluicectl(root);
    command.addAll(List.of(arguments));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SLUICE_TOKEN", token);
    // The contexts of the person who runs the tour do not count.
    builder.environment().put("SLUICE_CONFIG", "/dev/null/contexts.yaml");
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output.lines().toList());
    } catch (IOException e) {
      throw new ProcessFailedException("sluicectl did not run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("sluicectl was interrupted", e);
    }
  }
}
