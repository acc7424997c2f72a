package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.sluice.common.testkit.SluicePageCommands;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of {@code sluicectl} that the pages of the project show. */
@Tag("C-90")
class SluiceCtlPagesTest {

  static List<List<String>> commands() {
    return SluicePageCommands.startingWith(
        "policy",
        "audit",
        "doctor",
        "explain",
        "dlp",
        "context",
        "first-admin",
        "get",
        "describe",
        "delete",
        "apply",
        "diff",
        "export",
        "publish",
        "withdraw",
        "subscriptions",
        "keys",
        "status",
        "rollback",
        "completion");
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("C-90 each command of a page has a name and options that exist")
  void command_isParsed(List<String> words) {
    assertDoesNotThrow(() -> SluiceCtl.commandLine().parseArgs(words.toArray(String[]::new)));
  }
}
