package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.List;

/** The command line that runs a server in a JVM of its own. */
public final class JavaCommand {

  private JavaCommand() {}

  /** The last word is the configuration file, which tells this process from all others. */
  public static List<String> of(RepositoryRoot root, ServerKind kind, Path config) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xmx256m",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        root.classpath(kind.module()),
        kind.mainClass(),
        "--config",
        config.toAbsolutePath().toString());
  }
}
