package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.List;

/** A command line that runs Envoy with a bootstrap file. */
public final class EnvoyCommand {

  private EnvoyCommand() {}

  /**
   * Returns the command line. Its last argument is the bootstrap file, which identifies the
   * process.
   */
  public static List<String> of(Path binary, Path bootstrap) {
    return List.of(
        binary.toString(),
        "--concurrency",
        "1",
        "--disable-hot-restart",
        "--log-level",
        "warning",
        "--config-path",
        bootstrap.toAbsolutePath().toString());
  }
}
