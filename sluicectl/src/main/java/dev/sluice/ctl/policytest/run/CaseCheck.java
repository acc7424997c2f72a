package dev.sluice.ctl.policytest.run;

import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.PolicyCase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A check of one case that collects what is not as expected. */
final class CaseCheck {
  private final PolicyCase policyCase;
  private final List<String> failures = new ArrayList<>();
  private final Set<CoverageItem> reached = new HashSet<>();
  private int runs = 1;

  CaseCheck(PolicyCase policyCase) {
    this.policyCase = policyCase;
  }

  void equal(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      failures.add(what + ": expected " + expected + ", was " + actual);
    }
  }

  /** Compares a value if one is expected. */
  void equal(String what, Optional<?> expected, Object actual) {
    expected.ifPresent(value -> equal(what, value, actual));
  }

  void fail(String failure) {
    failures.add(failure);
  }

  void reached(Collection<CoverageItem> items) {
    reached.addAll(items);
  }

  void runs(int count) {
    runs = count;
  }

  PolicyCaseResult outcome() {
    return new PolicyCaseResult(policyCase, failures, reached, runs);
  }
}
