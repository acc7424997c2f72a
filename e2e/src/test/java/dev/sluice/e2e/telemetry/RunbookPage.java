package dev.sluice.e2e.telemetry;

import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The page with one section for each alert, named by third-level headings. */
record RunbookPage(String text) {
  static final String PATH = "docs/operations/runbook.md";

  private static final String HEADING = "### ";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern PART = Pattern.compile("/metrics \\| grep (.*)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*_[a-z0-9_]*");
  private static final Pattern CODE = Pattern.compile("`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`");

  static RunbookPage shipped() {
    Path file = RepositoryRoot.find().path().resolve(PATH);
    try {
      return new RunbookPage(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of each section of an alert. */
  Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String part : List.of(text.split("(?m)^(?=#)"))) {
      if (part.startsWith(HEADING)) {
        String heading = part.lines().findFirst().orElseThrow();
        if (sections.put(heading.substring(HEADING.length()), part) != null) {
          throw new IllegalArgumentException("two sections have the heading " + heading);
        }
      }
    }
    return sections;
  }

  /** Returns the contents of the fenced blocks in a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2).strip())
        .toList();
  }

  /** Returns the shell commands, one for each line. */
  List<String> commands() {
    return blocks("sh").stream().flatMap(String::lines).toList();
  }

  /** Returns the words of a pattern with which a command searches the metrics. */
  Set<String> searchedMetrics() {
    Set<String> words = new TreeSet<>();
    PART.matcher(String.join("\n", commands()))
        .results()
        .flatMap(part -> NAME.matcher(part.group(1)).results())
        .map(MatchResult::group)
        .forEach(words::add);
    return words;
  }

  /** Returns the names with an underscore in the sentences: metrics, tables and columns. */
  Set<String> namesInSentences() {
    Set<String> names = new TreeSet<>();
    CODE.matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(name -> name.group(1))
        .forEach(names::add);
    return names;
  }

  /** Returns the metrics of all PromQL blocks. */
  List<String> promQlMetrics() {
    List<String> metrics = new ArrayList<>();
    blocks("promql").forEach(query -> metrics.addAll(PromQlMetricNames.metrics(query)));
    return metrics;
  }
}
