package dev.sluice.quality.drill.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A copy of the policy files, which a fault may damage. */
public record PolicyFiles(Path source, Path folder) {
  public static final String AUTHZ = "authz.yaml";
  public static final String DLP = "dlp_rules.yaml";
  public static final String WAF = "waf_rules.yaml";

  /** Copies all files. Decisions are on disk before they are answered, as in production. */
  static PolicyFiles copy(Path source, Path folder) {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
      Path authz = folder.resolve(AUTHZ);
      Files.writeString(
          authz,
          Files.readString(authz).replace("before-answer: [prod]", "before-answer: [dev, prod]"));
      Path keep = folder.resolveSibling("policies-kept");
      Files.createDirectories(keep);
      for (String name : new String[] {AUTHZ, DLP, WAF}) {
        Files.copy(folder.resolve(name), keep.resolve(name));
      }
      return new PolicyFiles(source, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Returns the bytes of a file before any damage. */
  public String original(String name) {
    try {
      return Files.readString(folder.resolveSibling("policies-kept").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file in place, as an editor does that neither renames nor syncs. */
  public void write(String name, String text) {
    try {
      remove(name);
      Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes only the start of a file. */
  public void truncate(String name, double share) {
    String text = original(name);
    try {
      Files.writeString(file(name), text.substring(0, (int) (text.length() * share)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file, or the folder in its place. */
  public void remove(String name) {
    try (Stream<Path> files =
        Files.exists(file(name)) ? Files.walk(file(name)) : Stream.<Path>empty()) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a folder in the place of a file. */
  public void replaceByFolder(String name) {
    remove(name);
    try {
      Files.createDirectory(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Restores every file that differs from its original. */
  public void restore() {
    for (String name : new String[] {AUTHZ, DLP, WAF}) {
      if (!isWhole(name)) {
        write(name, original(name));
      }
    }
  }

  private boolean isWhole(String name) {
    try {
      return Files.isRegularFile(file(name)) && Files.readString(file(name)).equals(original(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
