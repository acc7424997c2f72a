package dev.sluice.controller.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A test for each folder below {@code src/test/resources/golden/<seam>}: the subject must turn the
 * input file into the output file. {@code -Dgolden.update} rewrites the output.
 */
public final class GoldenFiles {
  private static final Path ROOT = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  private GoldenFiles() {}

  /**
   * Returns the tests of one seam.
   *
   * @param subject turns the text of an input file into that of the output file
   */
  public static Stream<DynamicTest> cases(
      String seam, String input, String output, UnaryOperator<String> subject) {
    List<Path> cases = folders(ROOT.resolve(seam));
    assertTrue(!cases.isEmpty(), "no cases for " + seam);
    return cases.stream()
        .map(folder ->
            DynamicTest.dynamicTest(
                folder.getFileName().toString(),
                folder.resolve(input).toUri(),
                () -> check(folder.resolve(input), folder.resolve(output), subject)));
  }

  private static List<Path> folders(Path seam) {
    try (Stream<Path> entries = Files.list(seam)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path input, Path output, UnaryOperator<String> subject)
      throws IOException {
    String actual = subject.apply(Files.readString(input));
    if (UPDATE) {
      Files.writeString(output, actual);
    }
    String expected = Files.exists(output) ? Files.readString(output) : "";
    assertEquals(expected, actual, () -> output + " differs; -Dgolden.update rewrites it");
  }
}
