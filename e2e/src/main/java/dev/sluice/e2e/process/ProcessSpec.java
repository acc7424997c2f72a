package dev.sluice.e2e.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A specification of a process: its command, and its readiness endpoint.
 *
 * @param ready the endpoint that responds with 200 when the process is ready
 * @param log the file for standard output and error of every start
 * @param pidFile the file with the process id, for the next start after a crash
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    Path pidFile,
    URI ready,
    Duration startLimit) {

  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Returns this specification with another command. */
  ProcessSpec withCommand(List<String> other) {
    return new ProcessSpec(name, other, environment, directory, log, pidFile, ready, startLimit);
  }
}
