package dev.sluice.ctl.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyComparisonTest {
  private static final TestedPolicies HERE =
      LoadedPolicies.load(
          List.of(
              Path.of("../policies/authz.yaml"),
              Path.of("../policies/ip_rules.yaml"),
              Path.of("../policies/dlp_rules.yaml")));
  private static final String ACCESS = HERE.authz().orElseThrow().policy().id();
  private static final String LISTS = ACCESS.substring(ACCESS.indexOf("+ip@"));
  private static final String AUTHZ = ACCESS.replace(LISTS, "");
  private static final String BODIES = HERE.dlp().orElseThrow().id();

  @Test
  void policies_filesThatBothHave_areCompared() {
    assertEquals(ExplainedVerdict.PASSED, compared(ACCESS, BODIES));
    assertEquals(ExplainedVerdict.PASSED, compared(AUTHZ, BODIES));
    assertEquals(ExplainedVerdict.PASSED, compared(ACCESS, BODIES + "+waf@waf-1#000000000000"));
  }

  @Test
  void policies_otherVersion_isNoted() {
    assertEquals(ExplainedVerdict.NOTED, compared(AUTHZ + "0", BODIES));
    assertEquals(ExplainedVerdict.NOTED, compared(AUTHZ + LISTS + "0", BODIES));
    assertEquals(ExplainedVerdict.NOTED, compared(ACCESS, "other@1#000000000000"));
    assertEquals(ExplainedVerdict.NOTED, compared("several#000000000000", BODIES));
  }

  private static ExplainedVerdict compared(String access, String bodies) {
    ExplainedStep step =
        new ExplainedStep.Builder("rules")
            .verdict(ExplainedVerdict.PASSED)
            .fact("policy", access)
            .fact("dlp policy", bodies)
            .build();
    var explanation =
        new Explanation(Explanation.Source.AUDIT, "id", "allow", 200, "", "", List.of(step));
    return PolicyComparison.with(explanation, HERE).steps().getLast().verdict();
  }
}
