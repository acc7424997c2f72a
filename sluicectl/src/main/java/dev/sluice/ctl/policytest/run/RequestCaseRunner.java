package dev.sluice.ctl.policytest.run;

import dev.sluice.common.Secret;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.ctl.policytest.file.TestCaller;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.PublishRouteFinder;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.UpstreamSettings;
import dev.sluice.extauthz.decision.guard.AddressGuard;
import dev.sluice.extauthz.decision.guard.ConditionGuard;
import dev.sluice.extauthz.decision.guard.RequiredHeaderGuard;
import dev.sluice.extauthz.decision.guard.TenantHeaderGuard;
import dev.sluice.extauthz.decision.guard.WafGuards;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A runner of cases of requests, with the authorizer and the guards of the server. */
final class RequestCaseRunner implements AutoCloseable {
  private static final String CORRELATION = "policy-test";
  private static final Duration KEYS_WAIT = Duration.ofSeconds(10);

  private final AuthzPolicy policy;
  private final TestTokenSigner signer;
  private final IssuerRegistry issuers;
  private final Authorizer authorizer;
  private final InstantSource clock;

  RequestCaseRunner(
      AuthzPolicy given, Optional<WafPolicy> waf, PolicyTestFile test, TestTokenSigner signer) {
    this.signer = signer;
    clock = InstantSource.fixed(test.now());
    policy = given.withIssuers(given.issuers().stream().map(signer::withTestKey).toList());
    issuers =
        new IssuerRegistry(
            NativeCrypto.none(),
            SignatureExecutor.onCallingThread(),
            clock,
            new TestIssuerListener());
    issuers.awaitFirstFetch(policy.issuers(), KEYS_WAIT);
    var publishes = TestPublishes.rules(test.publishes());
    authorizer =
        new Authorizer(
            () -> policy,
            new PublishRouteFinder(() -> publishes),
            new Authenticator(
                issuers, CredentialRegistry.empty(), HolderCheck.withDefaults(clock), clock, false),
            guards(waf),
            RequestLimits.NONE,
            new UpstreamSettings(
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                Optional.of(Secret.of("static-token")),
                Optional.of(Secret.of("internal-token")),
                "x-internal-token"),
            test.environment());
  }

  /** Returns the guards in the order of the server, without those that need rows or counters. */
  private RequestGuards guards(Optional<WafPolicy> waf) {
    var attacks = new WafGuards();
    waf.ifPresent(attacks::update);
    NetworkRuleTable noRows = NetworkRuleTable.empty();
    return new RequestGuards(
        List.of(
            AddressGuard.withoutTenants(() -> noRows, clock),
            new RequiredHeaderGuard(),
            attacks.beforeAuthentication()),
        List.of(
            new TenantHeaderGuard(),
            AddressGuard.withTenants(() -> noRows, clock),
            attacks.afterLevelCheck(),
            new ConditionGuard(clock, _ -> {})));
  }

  @Override
  public void close() {
    issuers.close();
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
    Map<String, String> headers = new HashMap<>(request.headers());
    request
        .caller()
        .ifPresent(caller ->
            issuer(caller.issuer())
                .ifPresent(issuer ->
                    headers.put(
                        "authorization",
                        "Bearer " + signer.token(caller, issuer, clock.instant()))));
    return headers;
  }

  private Decision decide(RequestCase request, Map<String, String> headers) {
    var input =
        new CheckInput(
            request.method(),
            request.host(),
            request.path(),
            headers,
            new ClientPeer(request.address(), request.principal()),
            request.route(),
            CORRELATION,
            CORRELATION,
            clock.instant());
    return authorizer.decide(input).future().join();
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
