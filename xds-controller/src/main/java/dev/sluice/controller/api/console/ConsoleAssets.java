package dev.sluice.controller.api.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The static files of the console, which are on the class path. */
final class ConsoleAssets {
  private static final Map<String, String> TYPES =
      Map.of(
          "console.css", "text/css; charset=utf-8",
          "live.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Map<String, ConsoleAnswer> files = new LinkedHashMap<>();

  ConsoleAssets() {
    TYPES.forEach((name, type) -> files.put(name, ConsoleAnswer.text(200, type, read(name))));
  }

  /** Returns the answer with a file. */
  Optional<ConsoleAnswer> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static String read(String name) {
    String path = "console/" + name;
    try (InputStream in = ConsoleAssets.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
