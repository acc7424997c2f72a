package dev.sluice.e2e.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The root of the checked-out repository, with the built modules and the shipped policies. */
public record RepositoryRoot(Path path) {

  /** Returns {@code -Dsluice.root}, or else the nearest parent folder that contains the modules. */
  public static RepositoryRoot find() {
    String named = System.getProperty("sluice.root", "");
    Path start = Path.of(named.isEmpty() ? "" : named).toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("xds-controller"))
          && Files.isRegularFile(folder.resolve("pom.xml"))) {
        return new RepositoryRoot(folder);
      }
    }
    throw new MissingPrerequisiteException(
        "no repository of Sluice at or above " + start + "; name it with -Dsluice.root=FOLDER");
  }

  public Path policies() {
    return path.resolve("policies");
  }

  /** Returns the class path of a built module: its jar and its libraries. */
  public String classpath(String module) {
    Path target = path.resolve(module).resolve("target");
    Path list = target.resolve("classpath.txt");
    if (!Files.isRegularFile(list)) {
      throw new MissingPrerequisiteException(
          "module " + module + " is not built (" + list + " is missing); run ./sluice build");
    }
    try {
      // Jars of this checkout are named relative to it, so that it can be moved.
      return Stream.concat(
              Stream.of(jar(module, target)),
              Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                  .map(path::resolve))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(String module, Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(f -> isJarOf(module, f.getFileName().toString()))
          .findFirst()
          .orElseThrow(() ->
              new MissingPrerequisiteException(
                  "module " + module + " has no jar in " + target + "; run ./sluice build"));
    }
  }

  private static boolean isJarOf(String module, String name) {
    return name.startsWith(module + "-")
        && name.endsWith(".jar")
        && !name.endsWith("-tests.jar")
        && !name.endsWith("-sources.jar");
  }
}
