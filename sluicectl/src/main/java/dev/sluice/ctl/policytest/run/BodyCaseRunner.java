package dev.sluice.ctl.policytest.run;

import com.google.protobuf.ByteString;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.coverage.DlpCoverage;
import dev.sluice.ctl.policytest.file.BodyCase;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.trial.BodyRun;
import dev.sluice.extproc.trial.CutCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A runner of cases of bodies. It inspects each body at every cut. */
final class BodyCaseRunner {
  private final DlpPolicy dlp;
  private final Set<String> attacks = new HashSet<>();
  private final Inspector inspector;
  private final boolean everyCut;

  /**
   * Creates a runner.
   *
   * @param everyCut false to inspect each body only as a whole
   */
  BodyCaseRunner(DlpPolicy dlp, Optional<WafPolicy> waf, boolean everyCut) {
    this.dlp = dlp;
    this.everyCut = everyCut;
    waf.ifPresent(policy -> policy.rules().forEach(rule -> attacks.add(rule.id())));
    inspector = new PolicyInspector(dlp, waf);
  }

  PolicyCaseResult run(BodyCase body) {
    var check = new CaseCheck(body);
    var subject =
        new BodyRun.Subject(
            inspector,
            body.direction(),
            body.body().contentType(),
            body.scope(),
            body.incremental(),
            ByteString.copyFromUtf8(body.body().text()));
    BodyRun whole = subject.run();
    compare(body.expected(), whole, check);
    check.reached(reached(whole.findings()));
    if (everyCut) {
      check.runs(cuts(subject, whole, check));
    }
    return check.outcome();
  }

  private static void compare(BodyCase.BodyExpectation expected, BodyRun run, CaseCheck check) {
    String output = run.output().toStringUtf8();
    check.equal("verdict", expected.verdict(), run.verdict());
    check.equal("rule", expected.rule(), run.rule());
    check.equal("findings", expected.findings(), run.rules());
    check.equal(
        "actions",
        expected.actions(),
        run.findings().stream().map(finding -> finding.action().label()).toList());
    check.equal("output", expected.output(), output);
    for (String part : expected.contains()) {
      if (!output.contains(part)) {
        check.fail("output: lacks \"" + part + "\", was " + output);
      }
    }
    for (String part : expected.omits()) {
      if (output.contains(part)) {
        check.fail("output: has \"" + part + "\"");
      }
    }
  }

  /** Compares the results of all cuts with that of the whole body; returns how many there were. */
  private static int cuts(BodyRun.Subject subject, BodyRun whole, CaseCheck check) {
    CutCheck cuts = CutCheck.every(subject, whole);
    cuts.differing()
        .ifPresent(cut ->
            check.fail(
                (cut == 0 ? "one byte at a time" : "a cut after byte " + cut)
                    + " gives another result than the whole body"));
    return 1 + cuts.runs();
  }

  private Set<CoverageItem> reached(List<DlpFinding> findings) {
    Set<CoverageItem> reached = new HashSet<>();
    for (DlpFinding finding : findings) {
      if (attacks.contains(finding.rule())) {
        reached.add(new CoverageItem(CoverageGroup.WAF_RULES, finding.rule()));
      } else {
        reached.addAll(
            DlpCoverage.reached(dlp, finding.rule(), finding.action(), finding.confidence()));
      }
    }
    return reached;
  }
}
