package dev.sluice.ctl;

import dev.sluice.common.policyfile.PolicyProblem;
import java.nio.file.Path;
import java.util.List;

/** A report on one policy file. A file without problems is valid. */
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
