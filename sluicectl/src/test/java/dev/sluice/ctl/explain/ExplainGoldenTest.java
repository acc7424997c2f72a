package dev.sluice.ctl.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The explanations of requests, one folder each: {@code request.http} with {@code options.txt} must
 * become {@code explained.txt} and {@code explained.json}. {@code -Dgolden.update} rewrites both.
 */
@Tag("N-05")
class ExplainGoldenTest {
  private static final Path ROOT = Path.of("src/test/resources/explain");
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(ROOT)) {
      folders = all.filter(folder -> !folder.endsWith("policies")).sorted().toList();
    }
    assertTrue(folders.size() > 15, folders::toString);
    return folders.stream()
        .map(
            folder -> DynamicTest.dynamicTest("N-05 " + folder.getFileName(), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    check(folder.resolve("explained.txt"), run(folder, "text"));
    check(folder.resolve("explained.json"), run(folder, "json"));
  }

  private static String run(Path folder, String format) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--request", folder.resolve("request.http").toString()));
    words.addAll(List.of("--policies", ROOT.resolve("policies").toString()));
    words.addAll(List.of("--now", "2026-03-02T10:00:00Z", "-o", format));
    Files.readString(folder.resolve("options.txt"))
        .lines()
        .flatMap(line -> Stream.of(line.split(" ")))
        .map(word -> word.replace("@/", folder + "/"))
        .forEach(words::add);
    ExplainRun run = ExplainRun.of(words);
    assertEquals(0, run.code(), run.out());
    // Each secret of a case has this word.
    assertFalse(run.out().toLowerCase(Locale.ROOT).contains("canary"), run.out());
    assertFalse(run.out().contains("eyJ"), run.out());
    return run.out();
  }

  private static void check(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.writeString(file, actual);
    }
    String expected = Files.exists(file) ? Files.readString(file) : "";
    assertEquals(expected, actual, () -> file + " differs; -Dgolden.update rewrites it");
  }
}
