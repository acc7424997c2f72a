package dev.sluice.ctl.policytest.report;

import dev.sluice.ctl.policytest.coverage.PolicyCoverage;
import dev.sluice.ctl.policytest.mutation.MutationScore;
import dev.sluice.ctl.policytest.run.FileRun;
import dev.sluice.ctl.policytest.run.PolicyCaseResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A report on a run of test files.
 *
 * @param coverage the coverage, if it was asked for
 * @param mutations the mutations, if they were asked for
 */
public record PolicyTestReport(
    List<FileRun> runs,
    Optional<PolicyCoverage> coverage,
    Optional<MutationScore> mutations,
    Duration time) {
  public PolicyTestReport {
    runs = List.copyOf(runs);
  }

  public List<PolicyCaseResult> outcomes() {
    return runs.stream().flatMap(run -> run.outcomes().stream()).toList();
  }

  public List<PolicyCaseResult> failed() {
    return runs.stream().flatMap(run -> run.failed().stream()).toList();
  }

  long inspections() {
    return outcomes().stream().mapToLong(PolicyCaseResult::runs).sum();
  }
}
