package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.recognizer.Recognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The test that docs/reference/recognizers.md is what the recognizers say. */
class RecognizerCatalogueTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "recognizers.md");
  private static final Pattern VALUE = Pattern.compile("⟦([^⟧]*)⟧");
  private static final int LONGEST_VALUE = 19;
  private static final int LONGEST_EXAMPLE = 160;
  private static final int MOST = 8;

  @Test
  void page_equalsRecognizers() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }
    assertEquals(expected, Files.readString(PAGE), "run with -Dgolden.update=true");
  }

  private static String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# Examples of recognizers");
    lines.add("");
    lines.add(
        "This page is made from the recognizers, which are tested with these texts."
            + " [Recognizers](../recognizers.md) says how each of them decides. A value is between ⟦"
            + " and ⟧; a long one is shortened here. Of each kind of text there are at most "
            + MOST
            + ".");
    Set<Recognizer> all = new LinkedHashSet<>(RecognizerRegistry.all());
    for (Recognizer recognizer : all) {
      lines.add("");
      lines.add("## `" + recognizer.name() + "`");
      lines.add("");
      int longest =
          recognizer.patterns().stream()
              .mapToInt(Recognizer.CandidatePattern::maxLength)
              .max()
              .orElseThrow();
      lines.add("A match has at most " + longest + " bytes.");
      add("Found", recognizer.examples(), lines);
      add("Not found", recognizer.counterexamples(), lines);
      recognizer
          .weaker()
          .forEach(detection ->
              add(
                  "Found with " + detection.confidence().label() + " confidence",
                  detection.examples(),
                  lines));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void add(String title, List<String> texts, List<String> lines) {
    if (texts.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("| " + title + " |");
    lines.add("| --- |");
    texts.stream()
        .map(RecognizerCatalogueTest::shown)
        .filter(text -> text.length() <= LONGEST_EXAMPLE)
        .distinct()
        .limit(MOST)
        .forEach(text -> lines.add("| " + text + " |"));
  }

  private static String shown(String text) {
    String shortened = VALUE.matcher(text).replaceAll(RecognizerCatalogueTest::shortened);
    StringBuilder cell = new StringBuilder();
    shortened
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> cell.append(" ⏎ ");
            case '\t' -> cell.append(" ⇥ ");
            case '|' -> cell.append("&#124;");
            case '<' -> cell.append("&lt;");
            case '&' -> cell.append("&amp;");
            case '*', '_', '`', '[', ']', '\\', '~' -> cell.append('\\').appendCodePoint(c);
            default -> cell.append(isVisible(c) ? Character.toString(c) : "<U+%04X>".formatted(c));
          }
        });
    return cell.toString().replace("<U+", "&lt;U+");
  }

  private static boolean isVisible(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }

  private static String shortened(MatchResult found) {
    String value = found.group(1);
    String shown =
        value.length() <= LONGEST_VALUE
            ? value
            : value.substring(0, 8) + "…" + value.substring(value.length() - 4);
    return Matcher.quoteReplacement("⟦" + shown + "⟧");
  }
}
