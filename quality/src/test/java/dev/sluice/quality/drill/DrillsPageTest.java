package dev.sluice.quality.drill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.SluicePageCommands;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.quality.drill.fault.Drill;
import dev.sluice.quality.drill.fault.DrillTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The page about the drills. */
class DrillsPageTest {

  static List<List<String>> commands() {
    return SluicePageCommands.startingWith("drills");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_isParsed(List<String> words) {
    assertDoesNotThrow(() ->
        new CommandLine(new DrillsMain()).parseArgs(words.stream().skip(1).toArray(String[]::new)));
  }

  @Test
  void page_namesEachDrill() throws IOException {
    String page = Files.readString(RepositoryRoot.find().path().resolve("docs/drills.md"));
    for (Drill drill : DrillTable.all()) {
      String row = "| %d | `%s` | %s |".formatted(drill.number(), drill.name(), drill.what());
      assertTrue(page.contains(row), () -> "docs/drills.md has no row " + row);
    }
  }
}
