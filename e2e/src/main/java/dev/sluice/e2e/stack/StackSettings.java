package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.Cache;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where one environment lives and what it runs.
 *
 * @param home data, configuration files and pid files
 * @param javaOptions what single servers' JVMs are told besides the usual
 */
public record StackSettings(
    RepositoryRoot root,
    Path home,
    Path logs,
    Path envoy,
    Path databaseBinaries,
    Ports ports,
    Map<ServerKind, List<String>> javaOptions) {

  public StackSettings {
    javaOptions = Map.copyOf(javaOptions);
  }

  public static StackSettings of(Path home, Path logs, Ports ports) {
    Map<String, String> environment = System.getenv();
    return new StackSettings(
        RepositoryRoot.find(),
        home.toAbsolutePath().normalize(),
        logs.toAbsolutePath().normalize(),
        EnvoyBinary.find(environment),
        Cache.folder(environment).resolve("postgres"),
        ports,
        Map.of());
  }

  /** The same, with other options for the servers' JVMs. */
  public StackSettings withJavaOptions(Map<ServerKind, List<String>> options) {
    return new StackSettings(root, home, logs, envoy, databaseBinaries, ports, options);
  }

  List<String> javaOptions(ServerKind kind) {
    return javaOptions.getOrDefault(kind, List.of());
  }

  public Path config(String name) {
    return home.resolve("config").resolve(name + ".yaml");
  }

  public Path log(String name) {
    return logs.resolve(name + ".log");
  }

  public Path pidFolder() {
    return home.resolve("run");
  }

  public Path state(String name) {
    return home.resolve("state").resolve(name);
  }
}
