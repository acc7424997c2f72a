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
 * A cache of the classes that a server's JVM loaded and linked in an earlier run (JEP 514). With
 * it, the server starts in half the time.
 *
 * @param jars the jars of these classes; if one is newer, the cache is invalid
 */
public record AotCache(Path file, List<Path> jars) {

  public AotCache {
    jars = List.copyOf(jars);
  }

  /** Returns the cache of a server, beside its jar. */
  public static AotCache of(RepositoryRoot root, ServerKind kind) {
    Path file = root.path().resolve(kind.module()).resolve("target").resolve("start.aot");
    String[] jars = root.classpath(kind.module()).split(File.pathSeparator);
    return new AotCache(file, Stream.of(jars).map(Path::of).toList());
  }

  /** Returns the JVM options that use the cache; empty if there is none. */
  public List<String> useOptions() {
    // The JVM warns when it cannot use cached code. Such a line is not JSON, and the start
    // succeeds.
    return isFresh() ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=error") : List.of();
  }

  /** Returns the JVM options that create the cache at exit. */
  public List<String> createOptions() {
    return List.of("-XX:AOTCacheOutput=" + file);
  }

  /** Returns true if the cache exists and no jar is newer. */
  public boolean isFresh() {
    return Files.isRegularFile(file)
        && jars.stream()
                .map(AotCache::changed)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .compareTo(changed(file))
            < 0;
  }

  /** Deletes the cache. */
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
