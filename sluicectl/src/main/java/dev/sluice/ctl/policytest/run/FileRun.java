package dev.sluice.ctl.policytest.run;

import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A run of a test file.
 *
 * @param items everything that the tests can reach in its policies
 * @param branches the branches of conditions that the cases reached
 */
public record FileRun(
    PolicyTestFile test,
    List<PolicyCaseResult> outcomes,
    Set<CoverageItem> items,
    Set<CoverageItem> branches,
    Duration time) {
  public FileRun {
    outcomes = List.copyOf(outcomes);
    items = Set.copyOf(items);
    branches = Set.copyOf(branches);
  }

  public List<PolicyCaseResult> failed() {
    return outcomes.stream().filter(outcome -> !outcome.passed()).toList();
  }
}
