package dev.sluice.common.conventions;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sources and pages of a checkout, build outputs left out. */
record ProjectFiles(Path root) {
  private static final String PACKAGE_INFO = "package-info.java";

  /** Returns the files of the checkout that contains the module in whose folder tests run. */
  static ProjectFiles ofThisCheckout() {
    return new ProjectFiles(Path.of("..").toAbsolutePath().normalize());
  }

  Stream<Path> mainSources() {
    return files().filter(file -> isMain(file) && file.toString().endsWith(".java"));
  }

  Stream<Path> testSources() {
    return files().filter(file -> root.relativize(file).toString().contains("src/test/java"));
  }

  Stream<Path> markdownPages() {
    return files().filter(file -> file.toString().endsWith(".md"));
  }

  /** Returns the main top-level types, relative to the root, by their simple names. */
  Map<String, List<Path>> mainTypesByName() {
    return mainTypes().collect(groupingBy(file -> file.getFileName().toString()));
  }

  /** Returns the number of main top-level types of each package folder. */
  Map<Path, Long> mainTypesByPackage() {
    return mainTypes().collect(groupingBy(Path::getParent, counting()));
  }

  private Stream<Path> mainTypes() {
    return mainSources().filter(file -> !file.endsWith(PACKAGE_INFO)).map(root::relativize);
  }

  private boolean isMain(Path file) {
    return root.relativize(file).toString().contains("src/main/java");
  }

  private Stream<Path> files() {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .flatMap(ProjectFiles::below)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder, new FileVisitOption[0])) {
      return all
          .filter(file -> !file.toString().contains("/target/") && Files.isRegularFile(file))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
