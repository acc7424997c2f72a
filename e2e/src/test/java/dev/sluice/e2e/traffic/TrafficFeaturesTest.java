package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The test of docs/reference/traffic.md: each feature has a test method that exists. */
final class TrafficFeaturesTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+IT)\\.([A-Za-z0-9_]+)`");
  private static final int FEWEST = 50;

  @Test
  void feature_ofTable_hasTestMethod() throws IOException {
    Path root = RepositoryRoot.find().path();
    Map<String, Path> classes = testClasses(root.resolve("e2e/src/test/java"));
    List<String> rows =
        Files.readAllLines(root.resolve("docs/reference/traffic.md")).stream()
            .filter(line -> line.startsWith("| ") && line.contains("IT."))
            .toList();
    assertTrue(rows.size() >= FEWEST, () -> rows.size() + " features");
    for (String row : rows) {
      Matcher named = TEST.matcher(row);
      assertTrue(named.find(), row);
      Path file = classes.get(named.group(1));
      assertTrue(file != null && hasMethod(file, named.group(2)), row);
    }
  }

  private static boolean hasMethod(Path file, String method) {
    try {
      return Files.readString(file).contains(" " + method + "(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Path> testClasses(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith("IT.java"))
          .collect(
              Collectors.toMap(
                  file -> String.valueOf(file.getFileName()).replace(".java", ""),
                  Function.identity()));
    }
  }
}
