package dev.sluice.quality.drill;

import dev.sluice.quality.drill.DrillResult.DrillVerdict;
import dev.sluice.quality.drill.fault.Drill;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table of results, as text and as JSON. */
record DrillReport(List<DrillResult> results) {
  private static final String ROW = "%3s  %-20s %6s %6s %6s %5s %9s %6s %6s %6s  %-7s  %s";

  DrillReport {
    results = List.copyOf(results);
  }

  static String heading() {
    return ROW.formatted(
        "no",
        "drill",
        "sent",
        "normal",
        "5xx",
        "cut",
        "undecided",
        "leaked",
        "rows",
        "lost",
        "back",
        "verdict: what was done");
  }

  static String line(DrillResult result) {
    Drill drill = result.drill();
    String verdict = result.verdict().name().toLowerCase(Locale.ROOT);
    String why = result.reason().isEmpty() ? "" : " (" + result.reason() + ")";
    return figures(
        Integer.toString(drill.number()),
        drill.name(),
        List.of(result),
        result.verdict() == DrillVerdict.HOLDS ? "%.1f s".formatted(result.recoverySeconds()) : "-",
        verdict + ": " + drill.what() + why);
  }

  /** Returns a line with the other outcomes than those of a time without faults. */
  static String outcomes(DrillResult result) {
    Map<String, Long> all = new TreeMap<>(result.outcomes());
    StringBuilder text = new StringBuilder("     ");
    all.forEach((outcome, count) -> text.append("%s × %d  ".formatted(outcome, count)));
    return text.toString().stripTrailing();
  }

  /** Returns the line of all drills. */
  String totals() {
    return figures("", "all", results, "", verdicts());
  }

  /** Returns the number of drills by verdict. */
  String verdicts() {
    return "%d of %d drills hold, %d failed, %d skipped"
        .formatted(
            count(DrillVerdict.HOLDS),
            results.size(),
            count(DrillVerdict.FAILED),
            count(DrillVerdict.SKIPPED));
  }

  boolean holds() {
    return count(DrillVerdict.FAILED) == 0;
  }

  String json() {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    ArrayNode drills = document.putArray("drills");
    for (DrillResult result : results) {
      ObjectNode drill = drills.addObject();
      drill.put("number", result.drill().number());
      drill.put("name", result.drill().name());
      drill.put("what", result.drill().what());
      figures(drill, List.of(result));
      ObjectNode outcomes = drill.putObject("outcomes");
      new TreeMap<>(result.outcomes()).forEach(outcomes::put);
      drill.put("recovery_seconds", result.recoverySeconds());
      drill.put("seconds", result.seconds());
      drill.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
      drill.put("reason", result.reason());
    }
    figures(document.putObject("totals"), results);
    document.put("holds", holds());
    return document.toPrettyString();
  }

  private static void figures(ObjectNode node, List<DrillResult> results) {
    node.put("sent", sum(results, DrillResult::sent));
    node.put("normal", sum(results, DrillResult::passed));
    node.put("unavailable", sum(results, DrillResult::unavailable));
    node.put("cut", sum(results, DrillResult::cut));
    node.put("undecided_passed", sum(results, DrillResult::undecided));
    node.put("leaked_bytes", sum(results, DrillResult::leaked));
    node.put("audit_rows_expected", sum(results, DrillResult::expectedRows));
    node.put("audit_rows_lost", sum(results, DrillResult::lost));
    node.put("audit_rows_twice", sum(results, DrillResult::twice));
  }

  private static String figures(
      String number, String name, List<DrillResult> results, String back, String end) {
    return ROW.formatted(
        number,
        name,
        sum(results, DrillResult::sent),
        sum(results, DrillResult::passed),
        sum(results, DrillResult::unavailable),
        sum(results, DrillResult::cut),
        sum(results, DrillResult::undecided),
        sum(results, DrillResult::leaked),
        sum(results, DrillResult::expectedRows),
        sum(results, DrillResult::lost),
        back,
        end);
  }

  private long count(DrillVerdict verdict) {
    return results.stream().filter(r -> r.verdict() == verdict).count();
  }

  private static long sum(List<DrillResult> results, ToLongFunction<DrillResult> figure) {
    return results.stream().mapToLong(figure).sum();
  }
}
