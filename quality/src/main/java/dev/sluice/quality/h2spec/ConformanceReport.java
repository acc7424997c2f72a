package dev.sluice.quality.h2spec;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A report that prints the result of each port as soon as it is known. */
final class ConformanceReport {
  private static final String ROW = "%-37s %-4s %6s %6s %7s %6s%n";

  private final PrintStream out;
  private final List<PortResult> results = new ArrayList<>();

  /**
   * Creates an empty report.
   *
   * @param out the stream of the text; standard error when standard output has the JSON document
   */
  ConformanceReport(PrintStream out) {
    this.out = out;
    out.printf(ROW, "port", "tls", "cases", "passed", "skipped", "failed");
  }

  /** Adds and prints a result. */
  void add(PortResult result) {
    results.add(result);
    TestedPort port = result.port();
    if (!result.http2()) {
      out.printf("%-37s HTTP/1.1 alone%n", port.name());
      return;
    }
    out.printf(
        ROW,
        port.name(),
        port.tls() ? "yes" : "",
        result.cases().size(),
        result.count(CaseOutcome.PASSED),
        result.count(CaseOutcome.SKIPPED),
        result.count(CaseOutcome.FAILED));
    for (ConformanceCase failure : result.failures()) {
      String explanation = result.explanation(failure);
      out.printf(
          "  %s %s%n    %s%n",
          failure.id(),
          failure.title(),
          explanation.isEmpty() ? "UNEXPLAINED. Actual: " + failure.actual() : explanation);
    }
  }

  /** Returns whether all ports are as they should be. */
  boolean passed() {
    return results.stream().allMatch(PortResult::passed);
  }

  /** Returns the results as a JSON document. */
  String json() {
    return JsonMapper.builder()
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(
            Map.of("passed", passed(), "ports", results.stream().map(this::document).toList()));
  }

  private Map<String, Object> document(PortResult result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", result.port().name());
    document.put("tls", result.port().tls());
    document.put("http2", result.http2());
    document.put("cases", result.cases().size());
    document.put("passed", result.count(CaseOutcome.PASSED));
    document.put("skipped", result.count(CaseOutcome.SKIPPED));
    document.put("failed", result.count(CaseOutcome.FAILED));
    document.put(
        "failures",
        result.failures().stream()
            .map(failure ->
                Map.of(
                    "id", failure.id(),
                    "title", failure.title(),
                    "actual", failure.actual(),
                    "explanation", result.explanation(failure)))
            .toList());
    return document;
  }
}
