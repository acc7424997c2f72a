package dev.sluice.e2e.mesh;

import dev.sluice.e2e.process.ProcessFailedException;
import java.util.List;

/** A result of a command: its exit code, and what it wrote to standard output and error. */
public record SystemCommandResult(
    List<String> command, int exitCode, String output, String errors) {
  /** The exit code of a command that could not be started. */
  static final int NOT_STARTED = 127;

  public SystemCommandResult {
    command = List.copyOf(command);
  }

  /** Returns the output. Fails if the exit code is not 0. */
  public String orFail() {
    if (exitCode != 0) {
      throw new ProcessFailedException(
          "%s ended with exit code %d: %s%s"
              .formatted(String.join(" ", command), exitCode, output, errors));
    }
    return output;
  }
}
