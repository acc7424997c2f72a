package dev.sluice.common.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThreatModelTest {
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  /** The cells of a row of threats, with the empty ones before and after it. */
  private static final int COLUMNS = 7;

  private static final Path PAGE = Path.of("../docs/operations/threat-model.md");

  private final ProjectFiles project = ProjectFiles.ofThisCheckout();

  @Test
  void namedTests_ofThePage_exist() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> named =
        TEST_NAME
            .matcher(page)
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertFalse(named.isEmpty());
    named.removeAll(
        project
            .testSources()
            .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
            .collect(Collectors.toSet()));
    assertEquals(Set.of(), named);
  }

  @Test
  void defence_namesATest() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| ")).toList();
    List<String> unproved =
        rows.stream()
            .map(row -> List.of(row.split("\\|", -1)))
            .filter(cells -> cells.size() == COLUMNS && !cells.get(1).isBlank())
            .filter(cells -> !cells.get(2).contains("not inspected") && cells.get(3).isBlank())
            .map(cells -> cells.get(1))
            .toList();
    assertEquals(List.of(), unproved);
  }
}
