package dev.sluice.common.waf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The texts of {@code policies/tests/waf}: attacks, and what is none. */
public final class WafCorpus {
  private static final Path FOLDER = Path.of("../policies/tests/waf");

  private WafCorpus() {}

  /**
   * One text.
   *
   * @param about what it stands for
   */
  public record Text(String about, String text) {}

  /** What has to be found. */
  public static List<Text> attacks() {
    return read("attacks.txt");
  }

  /** What must not be. */
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

  /** A line is what the text stands for, a tab, and the text, whose line ends are written ⏎. */
  private static Text text(String line) {
    int tab = line.indexOf('\t');
    return new Text(line.substring(0, tab), line.substring(tab + 1).replace("⏎", "\n"));
  }
}
