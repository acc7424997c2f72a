package dev.sluice.ctl.shadow;

import dev.sluice.ctl.output.TerminalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/** A report of what shadow rules would change, with the first changed exchanges as samples. */
final class BodyChangeReport {
  private static final String SAME = "none";

  private final int mostSamples;
  private final TreeSet<String> policies = new TreeSet<>();
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();
  private final Map<String, List<ShadowedExchange>> samples = new TreeMap<>();
  private long exchanges;
  private long unreadable;

  /**
   * Creates a report of nothing.
   *
   * @param mostSamples the most samples of each kind of change
   */
  BodyChangeReport(int mostSamples) {
    this.mostSamples = mostSamples;
  }

  void add(ShadowedExchange exchange) {
    exchanges++;
    policies.add(exchange.policy());
    exchange
        .changes()
        .forEach((direction, change) -> {
          counts.computeIfAbsent(direction, _ -> new TreeMap<>()).merge(change, 1L, Long::sum);
          List<ShadowedExchange> named = samples.computeIfAbsent(change, _ -> new ArrayList<>());
          if (!change.equals(SAME) && named.size() < mostSamples && !named.contains(exchange)) {
            named.add(exchange);
          }
        });
  }

  /** Counts a line that is not valid. */
  void addUnreadable() {
    unreadable++;
  }

  boolean isEmpty() {
    return exchanges == 0;
  }

  /** Returns lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d exchanges, compared with %s"
            .formatted(exchanges, TerminalText.of(String.join(", ", policies))));
    counts.forEach((direction, changes) -> {
      lines.add(direction);
      changes.forEach((change, count) ->
          lines.add("%,12d  %s".formatted(count, TerminalText.of(name(change)))));
    });
    if (unreadable > 0) {
      lines.add("%,12d  not readable".formatted(unreadable));
    }
    samples.forEach((change, named) ->
        named.forEach(sample -> {
          lines.add("");
          lines.add(
              TerminalText.of(name(change) + ": " + sample.time() + " " + sample.requestId()));
          lines.add("  " + TerminalText.of(sample.request()));
        }));
    return lines;
  }

  /** Returns the report as JSON. */
  String json() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("policy", String.join(", ", policies));
    report.put("exchanges", exchanges);
    report.put("changes", counts);
    report.put("unreadable", unreadable);
    List<Map<String, Object>> named = new ArrayList<>();
    samples.forEach((change, all) ->
        all.forEach(sample -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("change", change);
          fields.put("time", sample.time().toString());
          fields.put("request_id", sample.requestId());
          fields.put("request", sample.request());
          fields.put("changes", sample.changes());
          named.add(fields);
        }));
    report.put("samples", named);
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static String name(String change) {
    return change.equals(SAME) ? "same" : change.replace("-to-", " to ").replace('-', ' ');
  }
}
