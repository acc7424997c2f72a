package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests of what {@code policy validate} prints for files with one kind of problem each. */
class BrokenPolicyFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/policy/broken");
  private static final Path GOLDEN = Path.of("src/test/resources/policy/broken.txt");

  @Test
  void brokenFiles_eachProblem_isOneLine() throws IOException {
    String lines = validate();
    if (System.getProperty("golden.update") != null) {
      Files.writeString(GOLDEN, lines);
    }
    assertEquals(Files.readString(GOLDEN), lines);
  }

  @Test
  void brokenFiles_eachFile_isNamedWithItsPlace() throws IOException {
    List<String> lines = validate().lines().toList();
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertTrue(names.size() >= 30, names::toString);
      for (String name : names) {
        String place = name.replace(".", "\\.") + ":\\d+:\\d+: .+";
        assertTrue(lines.stream().anyMatch(line -> line.matches(place)), name);
      }
    }
  }

  private static String validate() {
    var out = new StringWriter();
    var command = SluiceCtl.commandLine().setOut(new PrintWriter(out));
    assertEquals(1, command.execute("policy", "validate", FOLDER.toString()));
    return out.toString().replace(FOLDER + "/", "");
  }
}
