package dev.sluice.ctl;

import dev.sluice.common.policyfile.PolicyProblem;
import java.nio.file.Path;
import java.util.List;

/** What is to be said of one policy file; no problems means that it is good. */
record PolicyFileReport(Path file, String kind, String version, List<PolicyProblem> problems) {
  PolicyFileReport {
    problems = List.copyOf(problems);
  }

  boolean isValid() {
    return problems.isEmpty();
  }

  List<String> lines() {
    return isValid()
        ? List.of(file + ": good (" + kind + " " + version + ")")
        : problems.stream().map(PolicyProblem::toString).toList();
  }
}
