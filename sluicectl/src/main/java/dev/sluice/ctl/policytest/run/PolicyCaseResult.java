package dev.sluice.ctl.policytest.run;

import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.PolicyCase;
import java.util.List;
import java.util.Set;

/**
 * A result of a case.
 *
 * @param failures what is not as expected; empty if the case passed
 * @param reached what of the policies the case reached
 * @param runs how many times a body was inspected, each with another cut
 */
public record PolicyCaseResult(
    PolicyCase policyCase, List<String> failures, Set<CoverageItem> reached, int runs) {
  public PolicyCaseResult {
    failures = List.copyOf(failures);
    reached = Set.copyOf(reached);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
