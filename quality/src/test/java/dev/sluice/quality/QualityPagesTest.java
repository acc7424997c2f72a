package dev.sluice.quality;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.sluice.common.testkit.SluicePageCommands;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands of {@code ./sluice quality} that the pages of the project show. */
@Tag("C-90")
class QualityPagesTest {

  static List<List<String>> commands() {
    return SluicePageCommands.startingWith("quality");
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("C-90 each command of a page has a name and options that exist")
  void command_isParsed(List<String> words) {
    assertDoesNotThrow(() ->
        new CommandLine(new QualityMain())
            .parseArgs(words.stream().skip(1).toArray(String[]::new)));
  }
}
