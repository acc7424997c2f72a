package dev.sluice.ctl.policytest.report;

import dev.sluice.ctl.policytest.coverage.PolicyCoverage;
import dev.sluice.ctl.policytest.file.CasePlace;
import dev.sluice.ctl.policytest.mutation.MutationScore;
import dev.sluice.ctl.policytest.run.PolicyCaseResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON format of results. */
public final class PolicyTestJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PolicyTestJson() {}

  public static String of(PolicyTestReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("cases", report.outcomes().size());
    root.put("failed", report.failed().size());
    root.put("inspections", report.inspections());
    root.put("milliseconds", report.time().toMillis());
    var cases = root.putArray("results");
    for (PolicyCaseResult outcome : report.outcomes()) {
      ObjectNode result = cases.addObject();
      place(result, outcome.policyCase().place());
      result.put("section", outcome.policyCase().section());
      result.put("name", outcome.policyCase().name());
      result.put("passed", outcome.passed());
      var failures = result.putArray("failures");
      outcome.failures().forEach(failures::add);
    }
    report.coverage().ifPresent(coverage -> coverage(root.putObject("coverage"), coverage));
    report.mutations().ifPresent(score -> mutations(root.putObject("mutations"), score));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void coverage(ObjectNode node, PolicyCoverage coverage) {
    node.put("percent", coverage.percent());
    var groups = node.putArray("groups");
    coverage
        .groups()
        .forEach(group -> {
          ObjectNode entry = groups.addObject();
          entry.put("group", group.group().label());
          entry.put("reached", group.reached());
          entry.put("total", group.total());
          var missed = entry.putArray("missed");
          group.missed().forEach(missed::add);
        });
  }

  private static void mutations(ObjectNode node, MutationScore score) {
    node.put("percent", score.percent());
    node.put("noticed", score.noticed());
    node.put("by_examples", score.byExamples());
    node.put("total", score.total());
    node.put("milliseconds", score.time().toMillis());
    var survivors = node.putArray("survivors");
    score
        .survivors()
        .forEach(mutant -> {
          ObjectNode entry = survivors.addObject();
          place(entry, mutant.place());
          entry.put("change", mutant.change());
        });
  }

  private static void place(ObjectNode node, CasePlace place) {
    node.put("file", place.file().toString());
    node.put("line", place.line());
    node.put("column", place.column());
  }
}
