package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.Cache;
import dev.sluice.e2e.process.EnvoyBinary;
import dev.sluice.e2e.process.RepositoryRoot;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where one environment lives and what it runs.
 *
 * @param home data, configuration files and pid files
 */
public record StackSettings(
    RepositoryRoot root, Path home, Path logs, Path envoy, Path databaseBinaries, Ports ports) {

  public static StackSettings of(Path home, Path logs, Ports ports) {
    Map<String, String> environment = System.getenv();
    return new StackSettings(
        RepositoryRoot.find(),
        home.toAbsolutePath().normalize(),
        logs.toAbsolutePath().normalize(),
        EnvoyBinary.find(environment),
        Cache.folder(environment).resolve("postgres"),
        ports);
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
