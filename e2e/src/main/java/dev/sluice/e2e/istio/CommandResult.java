package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.ProcessFailedException;
import java.util.List;

/** The result of a command that has ended. */
public record CommandResult(List<String> command, int exitCode, String output, String errors) {

  public CommandResult {
    command = List.copyOf(command);
  }

  /** Returns this result, or fails with what the command said if it failed. */
  public CommandResult requireSuccess() {
    if (exitCode != 0) {
      throw new ProcessFailedException(
          "%s ended with exit code %d:%n%s%s"
              .formatted(String.join(" ", command), exitCode, output, errors));
    }
    return this;
  }

  public List<String> errorLines() {
    return errors.lines().filter(line -> !line.isBlank()).toList();
  }
}
