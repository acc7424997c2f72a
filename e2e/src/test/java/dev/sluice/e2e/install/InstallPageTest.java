package dev.sluice.e2e.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-90")
final class InstallPageTest {
  private static final String PAGE =
      """
      # Title
      ```sh variables
      A=/opt   # a folder, B=no
      B=1 C=2
      ```
      text
      ```sh
      echo "$A"
      ```
      ```yaml
      a: b
      ```
      ```sh machine
      useradd x
      ```
      ```sh units
      systemctl x
      ```
      """;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("page.md"), PAGE);
  }

  @Test
  void variables_areRead() throws IOException {
    assertEquals(Map.of("A", "/opt", "B", "1", "C", "2"), InstallPage.read(file).variables());
  }

  @Test
  void script_hasTheBlocksThatATestMayRun() throws IOException {
    assertEquals(
        """
        A='/tmp'
        B='3'
        C='4'
        echo "$A"
        # Not run here.
        systemctl x
        """,
        InstallPage.read(file).script(Map.of("A", "/tmp", "B", "3", "C", "4")));
  }

  @Test
  void script_otherVariables_isRejected() throws IOException {
    InstallPage page = InstallPage.read(file);
    assertThrows(IllegalArgumentException.class, () -> page.script(Map.of("A", "/tmp", "B", "3")));
  }
}
