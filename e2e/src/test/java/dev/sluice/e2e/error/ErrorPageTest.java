package dev.sluice.e2e.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.error.ErrorSentence;
import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tests that the page of errors has a row for each code. */
class ErrorPageTest {
  @Test
  void page_hasEveryCodeWithItsMessage() throws IOException {
    List<String> rows =
        Files.readAllLines(RepositoryRoot.find().path().resolve("docs/errors.md")).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+` .*"))
            .toList();
    List<ErrorSentence> codes =
        Arrays.stream(ErrorSentence.values()).filter(ErrorSentence::isGeneral).toList();
    assertEquals(
        codes.stream().map(ErrorSentence::code).sorted().toList(),
        rows.stream().map(row -> row.split("`", -1)[1]).sorted().toList());
    for (ErrorSentence code : codes) {
      String row =
          rows.stream().filter(line -> line.contains("`" + code + "`")).findFirst().orElseThrow();
      String[] cells = row.split(" \\| ", -1);
      String message = cells[3];
      String action = cells[4].replace(" |", "");
      boolean named = message.startsWith("names ");
      assertTrue(named || code.text().equals(message + " " + action), row);
    }
  }
}
