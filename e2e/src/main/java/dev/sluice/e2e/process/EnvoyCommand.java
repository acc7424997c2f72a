package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.List;

/** The command line that runs Envoy on a bootstrap file. */
public final class EnvoyCommand {

  private EnvoyCommand() {}

  /** The last word is the bootstrap file, which tells this Envoy from all others. */
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
