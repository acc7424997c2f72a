package dev.sluice.ctl.policytest.run;

import dev.sluice.common.waf.WafPart;
import dev.sluice.ctl.policytest.file.AttackCase;
import dev.sluice.ctl.policytest.file.BodyCase;
import dev.sluice.ctl.policytest.file.CorpusCase;
import dev.sluice.ctl.policytest.file.CorpusFormat;
import dev.sluice.ctl.policytest.file.ModelCase;
import dev.sluice.ctl.policytest.file.PolicyCase;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.ctl.policytest.file.RoleCase;
import dev.sluice.ctl.policytest.file.TierCase;
import dev.sluice.extproc.policy.DlpPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A runner of the cases of one test file. */
final class PolicyTestRunner implements AutoCloseable {
  private static final DlpPolicy NO_RULES = DlpPolicy.ofRules(List.of());

  private final PolicyTestFile test;
  private final TestedPolicies policies;
  private final TestTokenSigner signer;
  private final boolean everyCut;
  private @Nullable BodyCaseRunner bodies;
  private @Nullable TextCaseRunner texts;
  private @Nullable RequestCaseRunner requests;

  /**
   * Creates a runner.
   *
   * @param everyCut false to inspect each body only as a whole
   */
  PolicyTestRunner(
      PolicyTestFile test, TestedPolicies policies, TestTokenSigner signer, boolean everyCut) {
    this.test = test;
    this.policies = policies;
    this.signer = signer;
    this.everyCut = everyCut;
  }

  /** Runs all cases in the order of the file. */
  List<PolicyCaseResult> run() {
    List<PolicyCaseResult> outcomes = new ArrayList<>();
    test.cases().forEach(each -> outcomes.add(run(each)));
    return outcomes;
  }

  /** Runs cases until one fails, the cheapest first; returns it. */
  Optional<PolicyCaseResult> firstFailure() {
    return test.cases().stream()
        .sorted(Comparator.comparingInt(PolicyTestRunner::cost))
        .map(this::run)
        .filter(outcome -> !outcome.passed())
        .findFirst();
  }

  /** Returns the order of cases by what must be compiled for them. */
  private static int cost(PolicyCase policyCase) {
    return switch (policyCase) {
      case AttackCase attack -> attack.part() == WafPart.BODY ? 0 : 3;
      case CorpusCase corpus ->
          corpus.format() == CorpusFormat.REQUESTS ? 3 : corpus.attacks() ? 1 : 2;
      case BodyCase _, RequestCase _, RoleCase _, ModelCase _, TierCase _ -> 2;
    };
  }

  /** Returns the rules in shadow mode that each request violates. */
  List<List<String>> shadowRules() {
    List<List<String>> rules = new ArrayList<>();
    for (PolicyCase each : test.cases()) {
      if (each instanceof RequestCase request && policies.authz().isPresent()) {
        rules.add(requests(policies.authz().get()).shadowRules(request));
      }
    }
    return rules;
  }

  private PolicyCaseResult run(PolicyCase policyCase) {
    return switch (policyCase) {
      case BodyCase body -> bodies().run(body);
      case CorpusCase corpus -> texts().run(corpus);
      case AttackCase attack -> texts().run(attack);
      case RequestCase request ->
          policies.authz().isPresent()
              ? requests(policies.authz().get()).run(request)
              : missing(request, "AuthzPolicy");
      case RoleCase role ->
          policies
              .rbac()
              .map(policy -> new RoleCaseRunner(policy).run(role))
              .orElseGet(() -> missing(role, "Rbac"));
      case ModelCase model ->
          policies
              .models()
              .map(rules -> new ModelCaseRunner(rules).run(model))
              .orElseGet(() -> missing(model, "ModelRules"));
      case TierCase tier ->
          policies
              .tiers()
              .map(policy -> new TierCaseRunner(policy).run(tier))
              .orElseGet(() -> missing(tier, "Tiers"));
    };
  }

  private static PolicyCaseResult missing(PolicyCase policyCase, String kind) {
    var check = new CaseCheck(policyCase);
    check.fail("there is no file of kind " + kind + " among the policies");
    return check.outcome();
  }

  private BodyCaseRunner bodies() {
    BodyCaseRunner runner = bodies;
    if (runner == null) {
      runner = new BodyCaseRunner(policies.dlp().orElse(NO_RULES), policies.waf(), everyCut);
      bodies = runner;
    }
    return runner;
  }

  private TextCaseRunner texts() {
    TextCaseRunner runner = texts;
    if (runner == null) {
      runner = new TextCaseRunner(policies.dlp(), policies.waf(), policies.unscopedWaf());
      texts = runner;
    }
    return runner;
  }

  private RequestCaseRunner requests(TestedPolicies.LoadedAuthz authz) {
    RequestCaseRunner runner = requests;
    if (runner == null) {
      runner = new RequestCaseRunner(authz.policy(), policies.waf(), test, signer);
      requests = runner;
    }
    return runner;
  }

  @Override
  public void close() {
    if (requests != null) {
      requests.close();
    }
  }
}
