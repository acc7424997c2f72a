package dev.sluice.ctl;

import dev.sluice.common.policyfile.PolicyProblem;
import java.nio.file.Path;
import java.util.List;

/** What is to be said of one policy file; no problems means that it is good. */
record FileVerdict(Path file, String kind, String version, List<PolicyProblem> problems) {
  FileVerdict {
    problems = List.copyOf(problems);
  }

  boolean good() {
    return problems.isEmpty();
  }

  List<String> text() {
    return good()
        ? List.of(file + ": good (" + kind + " " + version + ")")
        : problems.stream().map(PolicyProblem::toString).toList();
  }
}
