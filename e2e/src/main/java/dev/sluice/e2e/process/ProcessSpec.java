package dev.sluice.e2e.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one process is started and when it counts as ready.
 *
 * @param ready answers 200 once the process can do its work
 * @param log receives standard output and error of every start
 * @param pidFile names the running process for whoever comes after a crash
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
}
