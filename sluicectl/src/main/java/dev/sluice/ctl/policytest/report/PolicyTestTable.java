package dev.sluice.ctl.policytest.report;

import dev.sluice.ctl.policytest.coverage.PolicyCoverage;
import dev.sluice.ctl.policytest.mutation.MutationScore;
import dev.sluice.ctl.policytest.run.FileRun;
import dev.sluice.ctl.policytest.run.PolicyCaseResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of results for people. */
public final class PolicyTestTable {
  private PolicyTestTable() {}

  public static List<String> lines(PolicyTestReport report) {
    List<String> lines = new ArrayList<>();
    report.runs().forEach(run -> lines.addAll(file(run)));
    report.failed().forEach(outcome -> lines.addAll(failure(outcome)));
    report.coverage().ifPresent(coverage -> lines.addAll(coverage(coverage)));
    report.mutations().ifPresent(score -> lines.addAll(mutations(score)));
    lines.add(
        "%,d cases, %,d failed, %,d inspections of bodies, %.1f s"
            .formatted(
                report.outcomes().size(),
                report.failed().size(),
                report.inspections(),
                report.time().toMillis() / 1000.0));
    return lines;
  }

  private static List<String> file(FileRun run) {
    Map<String, int[]> sections = new LinkedHashMap<>();
    for (PolicyCaseResult outcome : run.outcomes()) {
      int[] counts = sections.computeIfAbsent(outcome.policyCase().section(), _ -> new int[2]);
      counts[outcome.passed() ? 0 : 1]++;
    }
    List<String> lines = new ArrayList<>();
    lines.add(run.test().file() + " (%.1f s)".formatted(run.time().toMillis() / 1000.0));
    sections.forEach((section, counts) ->
        lines.add("  %-10s %,6d passed %,6d failed".formatted(section, counts[0], counts[1])));
    return lines;
  }

  private static List<String> failure(PolicyCaseResult outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(outcome.policyCase().place() + ": FAILED " + outcome.policyCase().name());
    outcome.failures().forEach(failure -> lines.add("    " + failure));
    return lines;
  }

  private static List<String> coverage(PolicyCoverage coverage) {
    List<String> lines = new ArrayList<>();
    lines.add("coverage %.1f %%".formatted(coverage.percent()));
    coverage
        .groups()
        .forEach(group -> {
          lines.add(
              "  %-20s %,5d of %,5d"
                  .formatted(group.group().label(), group.reached(), group.total()));
          group.missed().forEach(name -> lines.add("    not reached: " + name));
        });
    return lines;
  }

  private static List<String> mutations(MutationScore score) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "mutations %.1f %%: %,d of %,d noticed (%,d by examples of rules), %.1f s"
            .formatted(
                score.percent(),
                score.noticed(),
                score.total(),
                score.byExamples(),
                score.time().toMillis() / 1000.0));
    score
        .survivors()
        .forEach(mutant -> lines.add("  " + mutant.place() + ": survives: " + mutant.change()));
    return lines;
  }
}
