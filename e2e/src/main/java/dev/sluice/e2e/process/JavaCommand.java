package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line that runs a server in its own JVM. */
public final class JavaCommand {

  private JavaCommand() {}

  /**
   * Returns the command line. Its last argument is the configuration file, which identifies the
   * process.
   */
  public static List<String> of(RepositoryRoot root, ServerKind kind, Path config) {
    return of(root, kind, List.of(), config);
  }

  /** Returns the command line with JVM options that override the defaults. */
  public static List<String> of(
      RepositoryRoot root, ServerKind kind, List<String> options, Path config) {
    List<String> command = new ArrayList<>(jvm());
    command.addAll(options);
    command.addAll(List.of("-cp", root.classpath(kind.module()), kind.mainClass()));
    command.addAll(List.of("--config", config.toAbsolutePath().toString()));
    return List.copyOf(command);
  }

  /** Returns the start of a command line of sluicectl, to which its arguments are added. */
  public static List<String> sluicectl(RepositoryRoot root) {
    List<String> command = new ArrayList<>(jvm());
    // Most of such a short run is compilation.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", root.classpath("sluicectl"), "dev.sluice.ctl.SluiceCtl"));
    return command;
  }

  /** Returns the start of each command line: the JVM with its default options. */
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
