package dev.sluice.controller.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** A reader of the upgrade script from version 1, which is written for psql. */
final class LegacyScript {
  private static final URI SCRIPT = URI.create("/db/legacy/v1_to_v2.sql");
  private static final String INCLUDE = "\\ir ";

  private LegacyScript() {}

  /** Returns all its statements, with those of the included files. */
  static String read() {
    return text(SCRIPT).lines().map(LegacyScript::line).collect(Collectors.joining("\n"));
  }

  private static String line(String line) {
    if (line.startsWith(INCLUDE)) {
      return text(SCRIPT.resolve(line.substring(INCLUDE.length())));
    }
    // Other backslash lines are settings of psql itself.
    return line.startsWith("\\") ? "" : line;
  }

  private static String text(URI resource) {
    try (InputStream in = LegacyScript.class.getResourceAsStream(resource.getPath())) {
      return new String(
          Objects.requireNonNull(in, resource::getPath).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
