package dev.sluice.ctl.explain;

import dev.sluice.common.explain.ExplainedFact;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comparison of the policies that decided about a request with those of a folder. */
final class PolicyComparison {
  private PolicyComparison() {}

  /** Returns the explanation with a step that compares the policies. */
  static Explanation with(Explanation explanation, TestedPolicies here) {
    var step = new ExplainedStep.Builder("policies here").verdict(ExplainedVerdict.PASSED);
    List<String> differing = new ArrayList<>();
    here.authz()
        .ifPresent(authz -> compare("policy", authz.policy().id(), explanation, step, differing));
    here.dlp().ifPresent(dlp -> compare("dlp policy", dlp.id(), explanation, step, differing));
    if (!differing.isEmpty()) {
      step.verdict(ExplainedVerdict.NOTED).fact("other version", String.join(", ", differing));
    }
    List<ExplainedStep> steps = new ArrayList<>(explanation.steps());
    steps.add(step.build());
    return new Explanation(
        explanation.source(),
        explanation.requestId(),
        explanation.decision(),
        explanation.status(),
        explanation.code(),
        explanation.rule(),
        steps);
  }

  private static void compare(
      String name,
      String here,
      Explanation explanation,
      ExplainedStep.Builder step,
      List<String> differing) {
    step.fact(name, here);
    boolean same =
        explanation.steps().stream()
            .flatMap(each -> each.facts().stream())
            .filter(fact -> fact.name().equals(name))
            .map(ExplainedFact::value)
            .anyMatch(decided -> isSame(decided, here));
    if (!same) {
      differing.add(name);
    }
  }

  /**
   * Returns whether the files that both have are the same. A server may have files that the folder
   * has not, and need not load all files of the folder.
   */
  private static boolean isSame(String decided, String here) {
    Map<String, String> files = filesByName(decided);
    files.keySet().retainAll(filesByName(here).keySet());
    return decided.equals(here)
        || (!files.isEmpty() && filesByName(here).entrySet().containsAll(files.entrySet()));
  }

  private static Map<String, String> filesByName(String id) {
    Map<String, String> files = new HashMap<>();
    for (String file : id.split("\\+", -1)) {
      files.put(file.substring(0, file.indexOf('@') + 1), file);
    }
    return files;
  }
}
