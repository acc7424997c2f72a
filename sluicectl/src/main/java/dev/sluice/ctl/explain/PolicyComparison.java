package dev.sluice.ctl.explain;

import dev.sluice.common.explain.ExplainedFact;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import java.util.ArrayList;
import java.util.List;

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
    // The id of the DLP rules is followed by that of the attack rules.
    boolean same =
        explanation.steps().stream()
            .flatMap(each -> each.facts().stream())
            .filter(fact -> fact.name().equals(name))
            .map(ExplainedFact::value)
            .anyMatch(sent -> sent.equals(here) || sent.startsWith(here + "+"));
    if (!same) {
      differing.add(name);
    }
  }
}
