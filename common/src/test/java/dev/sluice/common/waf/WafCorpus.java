package dev.sluice.common.waf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The texts of {@code policies/tests/waf}: attacks and harmless texts. */
public final class WafCorpus {
  private static final Path FOLDER = Path.of("../policies/tests/waf");

  private WafCorpus() {}

  /**
   * A text.
   *
   * @param about a description
   */
  public record Text(String about, String text) {}

  /** Returns the texts in which an attack must be found. */
  public static List<Text> attacks() {
    return read("attacks.txt");
  }

  /** Returns the texts in which nothing must be found. */
  public static List<Text> ordinary() {
    return read("ordinary.txt");
  }

  private static List<Text> read(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file)).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(WafCorpus::text)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses a line: the description, a tab and the text, in which ⏎ is a line end. */
  private static Text text(String line) {
    int tab = line.indexOf('\t');
    return new Text(line.substring(0, tab), line.substring(tab + 1).replace("⏎", "\n"));
  }
}
