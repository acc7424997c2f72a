package dev.sluice.ctl.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.explain.ExplainedCheck;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.ctl.policytest.run.RequestCaseRunner;
import dev.sluice.ctl.policytest.run.TestTokenSigner;
import dev.sluice.ctl.policytest.run.TestedAuthorizer;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The explanation of each request of the shipped tests, beside the decision without observer. */
@Tag("N-05")
class ExplainedDecisionsTest {
  private static final Path POLICIES = Path.of("../policies");

  private final TestTokenSigner signer = new TestTokenSigner();

  @Test
  @DisplayName("N-05 explanations of the shipped tests have the decision of the authorizer")
  void explanation_ofShippedCases_isTheDecision() {
    int requests = 0;
    for (String name : List.of("authz.test.yaml", "waf.test.yaml")) {
      PolicyTestFile test = ExplainInputs.test(POLICIES.resolve(name));
      TestedPolicies policies = LoadedPolicies.load(test.policies());
      if (policies.authz().isEmpty()) {
        continue;
      }
      AuthzPolicy policy = signer.withTestKeys(policies.authz().get().policy());
      requests += compare(test, policies, policy);
    }
    assertTrue(requests > 50, requests + " requests");
  }

  private int compare(PolicyTestFile test, TestedPolicies policies, AuthzPolicy policy) {
    var surroundings =
        new TestedAuthorizer.Surroundings(test.now(), test.environment(), test.publishes());
    List<RequestCase> requests =
        test.cases().stream()
            .filter(RequestCase.class::isInstance)
            .map(RequestCase.class::cast)
            .toList();
    try (var plain =
            new TestedAuthorizer(policy, policies.waf(), surroundings, RequestLimits.NONE);
        var explainer =
            new RequestExplainer(policies, policy, surroundings, TokenKeys.TEST, signer)) {
      for (RequestCase request : requests) {
        CheckInput input =
            RequestCaseRunner.input(
                request, signer.headers(request, policy, test.now()), test.now());
        Decision decision = plain.decide(input, RuleObserver.NONE);
        RequestExplainer.Explained explained =
            explainer.explain(input, ByteString.EMPTY, ByteString.EMPTY);
        compare(request.name(), decision, explained);
      }
    }
    return requests.size();
  }

  private static void compare(
      String name, Decision decision, RequestExplainer.Explained explained) {
    Explanation explanation = explained.explanation();
    boolean allowed = decision instanceof Decision.Allow;
    assertEquals(allowed ? "allow" : "deny", explanation.decision(), name);
    assertEquals(decision.facts().rule(), explanation.rule(), name);
    assertEquals(
        decision.facts().trace().shadowRules(),
        explained.decision().facts().trace().shadowRules(),
        name);
    if (decision instanceof Decision.Deny deny) {
      assertEquals(deny.code().name(), explanation.code(), name);
      assertEquals(deny.place(), ((Decision.Deny) explained.decision()).place(), name);
      assertDenied(name, explanation);
    } else {
      assertTrue(
          explanation.steps().stream().noneMatch(step -> step.verdict() == ExplainedVerdict.DENIED),
          name);
    }
  }

  /** Asserts that exactly one step before the last one denies, and by the rule that decided. */
  private static void assertDenied(String name, Explanation explanation) {
    List<ExplainedStep> denying =
        explanation.steps().stream()
            .filter(step -> step.verdict() == ExplainedVerdict.DENIED)
            .toList();
    assertEquals(2, denying.size(), () -> name + ": " + denying);
    ExplainedStep step = denying.getFirst();
    Optional<ExplainedCheck> check =
        step.checks().stream()
            .filter(each -> each.verdict() == ExplainedVerdict.DENIED)
            .findFirst();
    if (Stream.of("route", "credential").noneMatch(step.name()::equals)) {
      assertEquals(Optional.of(explanation.rule()), check.map(ExplainedCheck::name), name);
    }
  }
}
