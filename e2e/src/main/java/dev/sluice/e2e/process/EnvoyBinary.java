package dev.sluice.e2e.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A search for the Envoy binary: {@code $ENVOY}, one on PATH, or the one that {@code ./sluice}
 * downloaded.
 */
public final class EnvoyBinary {
  public static final String VERSION = "1.40.0";

  private EnvoyBinary() {}

  /**
   * Returns the path of the binary. If there is none, fails with a message that says what to do.
   */
  public static Path find(Map<String, String> environment) {
    String named = environment.getOrDefault("ENVOY", "");
    if (!named.isEmpty()) {
      return existing(Path.of(named))
          .orElseThrow(() ->
              new MissingPrerequisiteException(
                  "ENVOY names " + named + ", which is not an executable file"));
    }
    Path cached =
        DownloadCache.folder(environment).resolve("envoy-" + VERSION).resolve("bin/envoy");
    return existing(cached)
        .or(() -> onPath(environment.getOrDefault("PATH", "")))
        .orElseThrow(() ->
            new MissingPrerequisiteException(
                "no Envoy was found: ./sluice envoy fetches "
                    + VERSION
                    + " into "
                    + cached
                    + ", or set ENVOY to one"));
  }

  private static Optional<Path> onPath(String path) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "envoy"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> existing(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file)
        : Optional.empty();
  }
}
