package dev.sluice.e2e.mesh;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A command of the operating system, run to its end. */
final class SystemCommand {
  private SystemCommand() {}

  /** Runs a command. Fails with its output if its exit code is not 0. */
  static String run(String... command) {
    return runWithInput("", List.of(command)).orFail();
  }

  /** Runs a command that reads a text from its standard input. */
  static SystemCommandResult runWithInput(String input, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).start();
      CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> errors(process));
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new SystemCommandResult(command, process.waitFor(), output, errors.join());
    } catch (IOException e) {
      return new SystemCommandResult(
          command, SystemCommandResult.NOT_STARTED, "", String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while running " + command, e);
    }
  }

  private static String errors(Process process) {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
