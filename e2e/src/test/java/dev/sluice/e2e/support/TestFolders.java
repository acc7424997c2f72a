package dev.sluice.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A helper for the folders of tests. */
public final class TestFolders {
  private TestFolders() {}

  /** Returns a folder in {@code target} for this test JVM alone. */
  public static Path ofThisJvm(String name) {
    return Path.of("target", name + "-" + System.getProperty("sluice.test.fork", "1"));
  }

  /** Deletes a folder with its content. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
