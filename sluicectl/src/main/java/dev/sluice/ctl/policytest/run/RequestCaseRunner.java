package dev.sluice.ctl.policytest.run;

import dev.sluice.common.waf.WafPolicy;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.ctl.policytest.file.TestCaller;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A runner of cases of requests, with the authorizer and the guards of the server. */
public final class RequestCaseRunner implements AutoCloseable {
  private static final String CORRELATION = "policy-test";

  private final AuthzPolicy policy;
  private final TestTokenSigner signer;
  private final TestedAuthorizer authorizer;
  private final Instant now;

  RequestCaseRunner(
      AuthzPolicy given, Optional<WafPolicy> waf, PolicyTestFile test, TestTokenSigner signer) {
    this.signer = signer;
    now = test.now();
    policy = signer.withTestKeys(given);
    authorizer =
        new TestedAuthorizer(
            policy,
            waf,
            new TestedAuthorizer.Surroundings(now, test.environment(), test.publishes()),
            RequestLimits.NONE);
  }

  @Override
  public void close() {
    authorizer.close();
  }

  PolicyCaseResult run(RequestCase request) {
    var check = new CaseCheck(request);
    Optional<String> unknown =
        request.caller().map(TestCaller::issuer).filter(name -> issuer(name).isEmpty());
    if (unknown.isPresent()) {
      check.fail("the policy has no issuer " + unknown.get());
      return check.outcome();
    }
    Map<String, String> headers = headers(request);
    Decision decision = decide(request, headers);
    compare(request.expected(), decision, headers, check);
    check.reached(RequestReach.of(policy, request, decision));
    return check.outcome();
  }

  /** Returns the rules in shadow mode that a request violates. */
  List<String> shadowRules(RequestCase request) {
    return decide(request, headers(request)).facts().trace().shadowRules();
  }

  private Map<String, String> headers(RequestCase request) {
    return signer.headers(request, policy, now);
  }

  private Decision decide(RequestCase request, Map<String, String> headers) {
    return authorizer.decide(input(request, headers, now), RuleObserver.NONE);
  }

  /** Returns a request as the server would receive it. */
  public static CheckInput input(RequestCase request, Map<String, String> headers, Instant now) {
    return new CheckInput(
        request.method(),
        request.host(),
        request.path(),
        headers,
        new ClientPeer(request.address(), request.principal()),
        request.route(),
        CORRELATION,
        CORRELATION,
        now);
  }

  private Optional<IssuerPolicy> issuer(String name) {
    return policy.issuers().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static void compare(
      RequestCase.DecisionExpectation expected,
      Decision decision,
      Map<String, String> headers,
      CaseCheck check) {
    RouteRule route = decision.facts().route();
    switch (decision) {
      case Decision.Allow allow -> {
        check.equal("decision", expected.allowed() ? "allow" : "deny", "allow");
        compareHeaders(expected, allow.upstream(), headers, check);
      }
      case Decision.Deny deny -> {
        if (expected.allowed()) {
          check.equal("decision", "allow", "deny " + deny.code());
        }
        check.equal("code", expected.code(), deny.code().name());
      }
    }
    check.equal("rule", expected.rule(), decision.facts().rule());
    check.equal("route", expected.route(), route == null ? "" : route.id());
    check.equal(
        "shadow",
        expected.shadow().map(TreeSet::new),
        new TreeSet<>(decision.facts().trace().shadowRules()));
  }

  private static void compareHeaders(
      RequestCase.DecisionExpectation expected,
      RequestHeaderChanges changes,
      Map<String, String> headers,
      CaseCheck check) {
    Map<String, String> set = new TreeMap<>();
    changes.set().forEach(header -> set.put(header.name(), header.value()));
    new TreeMap<>(expected.sets())
        .forEach((name, value) ->
            check.equal("header " + name, value, set.getOrDefault(name, "not set")));
    for (String name : expected.removes()) {
      if (!changes.remove().contains(name)) {
        check.fail("header " + name + ": expected to be removed");
      }
    }
    for (String name : expected.keeps()) {
      if (changes.remove().contains(name) || set.containsKey(name) || !headers.containsKey(name)) {
        check.fail("header " + name + ": expected to reach the upstream as it was sent");
      }
    }
  }
}
