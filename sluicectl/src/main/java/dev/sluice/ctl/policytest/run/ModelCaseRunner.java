package dev.sluice.ctl.policytest.run;

import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.ModelCase;
import dev.sluice.extproc.policy.ModelRules;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** A runner of cases of models. */
record ModelCaseRunner(ModelRules rules) {
  PolicyCaseResult run(ModelCase expected) {
    var check = new CaseCheck(expected);
    ModelVerdict verdict = rules.check(expected.scope(), expected.product(), expected.model());
    check.equal(
        "decision",
        expected.allowed() ? "allow" : "deny",
        verdict.rule().isEmpty() ? "allow" : "deny");
    check.equal("rule", expected.rule(), verdict.rule().orElse(""));
    check.equal("shadow", expected.shadow().map(TreeSet::new), new TreeSet<>(verdict.shadow()));
    Set<CoverageItem> reached = new HashSet<>();
    verdict.rule().ifPresent(rule -> reached.add(item(rule)));
    verdict.shadow().forEach(rule -> reached.add(item(rule)));
    check.reached(reached);
    return check.outcome();
  }

  private static CoverageItem item(String rule) {
    return new CoverageItem(CoverageGroup.MODEL_RULES, rule);
  }
}
