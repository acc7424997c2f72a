package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that runs a server in a JVM of its own. */
public final class JavaCommand {

  private JavaCommand() {}

  /** The last word is the configuration file, which tells this process from all others. */
  public static List<String> of(RepositoryRoot root, ServerKind kind, Path config) {
    return of(root, kind, List.of(), config);
  }

  /** The same with options for the JVM that win over the usual ones. */
  public static List<String> of(
      RepositoryRoot root, ServerKind kind, List<String> options, Path config) {
    List<String> command = new ArrayList<>(jvm());
    command.addAll(options);
    command.addAll(List.of("-cp", root.classpath(kind.module()), kind.mainClass()));
    command.addAll(List.of("--config", config.toAbsolutePath().toString()));
    return List.copyOf(command);
  }

  /** How each of them begins: the JVM with its usual options. */
  public static List<String> jvm() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+UseTransparentHugePages",
        "-Xmx256m",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }
}
