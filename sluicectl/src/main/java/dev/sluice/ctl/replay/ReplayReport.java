package dev.sluice.ctl.replay;

import dev.sluice.ctl.output.TerminalText;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.replay.DecisionChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report of a replay.
 *
 * @param policy the name, the version and the hash of the policy that decided again
 */
public record ReplayReport(String policy, ReplayCounts counts, Duration duration) {
  private static final List<DecisionChange> CHANGES =
      List.of(
          DecisionChange.ALLOW_TO_DENY, DecisionChange.DENY_TO_ALLOW, DecisionChange.OTHER_RULE);
  private static final int MOST_RULES = 10;

  /** Returns lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d decisions, and those of %s, in %.1f s"
            .formatted(counts.decisions(), TerminalText.of(policy), duration.toMillis() / 1000.0));
    lines.add(line("same", counts.of(DecisionChange.NONE)));
    CHANGES.forEach(change -> {
      lines.add(line(name(change), counts.of(change)));
      lines.addAll(most(counts.rules(change)));
    });
    lines.add(line("undecided", sum(counts.undecided())));
    counts.undecided().forEach((reason, count) -> lines.add("  " + line(reason, count)));
    if (counts.unreadable() > 0) {
      lines.add(line("not readable", counts.unreadable()));
    }
    if (counts.others() > 0) {
      lines.add(line("lines that are no decisions", counts.others()));
    }
    for (ReplaySample sample : counts.samples()) {
      lines.add("");
      lines.add(
          name(sample.change()) + ": " + sample.time() + " " + TerminalText.of(sample.requestId()));
      lines.add("  " + TerminalText.of(sample.request()));
      lines.add("  " + TerminalText.of(sample.before() + " -> " + sample.after()));
    }
    return lines;
  }

  /** Returns the report as JSON. */
  public String json() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("policy", policy);
    report.put("decisions", counts.decisions());
    report.put("seconds", duration.toMillis() / 1000.0);
    report.put("same", counts.of(DecisionChange.NONE));
    CHANGES.forEach(change -> report.put(key(change), counts.of(change)));
    report.put("undecided", counts.undecided());
    report.put("unreadable", counts.unreadable());
    report.put("other_lines", counts.others());
    Map<String, Object> rules = new LinkedHashMap<>();
    CHANGES.forEach(change -> rules.put(key(change), counts.rules(change)));
    report.put("rules", rules);
    report.put("samples", counts.samples().stream().map(ReplayReport::sample).toList());
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static Map<String, Object> sample(ReplaySample sample) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("change", key(sample.change()));
    fields.put("time", sample.time().toString());
    fields.put("request_id", sample.requestId());
    fields.put("request", sample.request());
    fields.put("before", verdict(sample.before()));
    fields.put("after", verdict(sample.after()));
    return fields;
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("decision", verdict.allowed() ? "allow" : "deny");
    fields.put("error_code", verdict.code());
    fields.put("rule", verdict.rule());
    return fields;
  }

  private static List<String> most(Map<String, Long> rules) {
    return rules.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_RULES)
        .map(rule -> "  " + line(TerminalText.of(rule.getKey()), rule.getValue()))
        .toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String line(String name, long count) {
    return "%,12d  %s".formatted(count, name);
  }

  private static String name(DecisionChange change) {
    return change.label().replace("-to-", " to ").replace('-', ' ');
  }

  private static String key(DecisionChange change) {
    return change.name().toLowerCase(Locale.ROOT);
  }
}
