package dev.sluice.common.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.dependency.DependencyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileProbeTest {
  @TempDir Path folder;
  private final DependencyReport report = new DependencyReport(ConfigReader.of("", Map.of()));

  @Test
  void policy_valid_isFound() throws IOException {
    Path file = write("one");
    assertEquals(Optional.of(List.of("one")), probe(file));
    assertEquals(List.of("greetings.file " + file + " version 7"), report.found());
    assertEquals(List.of(), report.problems());
  }

  @Test
  void policy_invalid_namesThePosition() throws IOException {
    Path file = write("LOUD");
    assertEquals(Optional.empty(), probe(file));
    assertEquals(
        "/spec/words/0: must not be shouted (" + file + ":4:16)",
        report.problems().getFirst().toString());
    assertTrue(report.problems().stream().noneMatch(problem -> problem.missing()));
  }

  @Test
  void policy_missing_isAbsent() {
    assertEquals(Optional.empty(), probe(folder.resolve("none.yaml")));
    assertTrue(report.problems().getFirst().missing());
  }

  private Optional<List<String>> probe(Path file) {
    return PolicyFileProbe.probe("greetings.file", file, Greetings.loader(), report);
  }

  private Path write(String word) throws IOException {
    return Files.writeString(
        folder.resolve("greetings.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: Greetings
        metadata: {name: hello, version: "7"}
        spec: {words: [%s]}
        """
            .formatted(word));
  }
}
