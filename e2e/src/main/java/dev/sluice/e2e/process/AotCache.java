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
 * @param jars from these jars: when one is newer, the file is of no use
 */
public record AotCache(Path file, List<Path> jars) {

  public AotCache {
    jars = List.copyOf(jars);
  }

  /** That of one of the servers, beside its jar. */
  public static AotCache of(RepositoryRoot root, ServerKind kind) {
    Path file = root.path().resolve(kind.module()).resolve("target").resolve("start.aot");
    String[] jars = root.classpath(kind.module()).split(File.pathSeparator);
    return new AotCache(file, Stream.of(jars).map(Path::of).toList());
  }

  /** What tells a JVM to start with it; nothing where there is none. */
  public List<String> useOptions() {
    return isFresh() ? List.of("-XX:AOTCache=" + file) : List.of();
  }

  /** What tells a JVM to make it at its end. */
  public List<String> createOptions() {
    return List.of("-XX:AOTCacheOutput=" + file);
  }

  /** Whether there is one of these jars. */
  public boolean isFresh() {
    return Files.isRegularFile(file)
        && jars.stream()
                .map(AotCache::changed)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .compareTo(changed(file))
            < 0;
  }

  /** Takes an old one away. */
  public void delete() {
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
