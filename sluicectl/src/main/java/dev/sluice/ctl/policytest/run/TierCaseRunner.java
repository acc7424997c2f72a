package dev.sluice.ctl.policytest.run;

import dev.sluice.common.tier.TierPolicy;
import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.TierCase;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A runner of cases of tiers. */
record TierCaseRunner(TierPolicy policy) {
  PolicyCaseResult run(TierCase expected) {
    var check = new CaseCheck(expected);
    Map<String, Long> limits = policy.tiers().get(expected.tier());
    if (limits == null) {
      check.fail("the policy has no tier " + expected.tier());
      return check.outcome();
    }
    check.equal(
        "limits", new TreeMap<>(expected.limits()).toString(), new TreeMap<>(limits).toString());
    check.reached(Set.of(new CoverageItem(CoverageGroup.TIERS, expected.tier())));
    return check.outcome();
  }
}
