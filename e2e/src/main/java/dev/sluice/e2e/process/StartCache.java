package dev.sluice.e2e.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server's JVM had loaded and linked at the end of an earlier run (JEP 514); with it, the
 * next one starts in half the time.
 *
 * @param made from these jars: when one is newer, the file is of no use
 */
public record StartCache(Path file, List<Path> made) {

  public StartCache {
    made = List.copyOf(made);
  }

  /** That of one of the servers, beside its jar. */
  public static StartCache of(RepositoryRoot root, ServerKind kind) {
    Path file = root.path().resolve(kind.module()).resolve("target").resolve("start.aot");
    String[] jars = root.classpath(kind.module()).split(File.pathSeparator);
    return new StartCache(file, Stream.of(jars).map(Path::of).toList());
  }

  /** What tells a JVM to start with it; nothing where there is none. */
  public List<String> use() {
    return fresh() ? List.of("-XX:AOTCache=" + file) : List.of();
  }

  /** What tells a JVM to make it at its end. */
  public List<String> make() {
    return List.of("-XX:AOTCacheOutput=" + file);
  }

  /** Whether there is one of these jars. */
  public boolean fresh() {
    return Files.isRegularFile(file)
        && made.stream()
                .map(StartCache::changed)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .compareTo(changed(file))
            < 0;
  }

  /** Takes an old one away. */
  public void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
