package dev.sluice.ctl.policytest.file;

import dev.sluice.common.waf.WafPart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A case of a file with a text a line.
 *
 * @param attacks true for the WAF rules, false for the DLP rules
 * @param match true if each line must be found, false if none may be
 * @param rules the rules that count; all if empty
 * @param budget the most lines that may give the other result
 * @param atLeast the fewest lines that each of these rules must find
 */
public record CorpusCase(
    String name,
    CasePlace place,
    Path file,
    CorpusFormat format,
    boolean attacks,
    WafPart part,
    boolean match,
    Set<String> rules,
    int budget,
    Map<String, Integer> atLeast)
    implements PolicyCase {
  public CorpusCase {
    rules = Set.copyOf(rules);
    atLeast = Map.copyOf(atLeast);
  }

  /** A text of a corpus with the number of its line. */
  public record CorpusLine(int number, WafPart part, String name, String text) {}

  @Override
  public String section() {
    return "corpora";
  }

  /** Returns the texts of the lines of the file. */
  public List<CorpusLine> texts(List<String> lines) {
    return IntStream.range(0, lines.size())
        .filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("# "))
        .mapToObj(i -> format.parse(i + 1, lines.get(i), part))
        .toList();
  }
}
