package dev.sluice.extauthz.replay;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.match.route.RequestPath;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.PublishRouteFinder;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.RouteFinder;
import dev.sluice.extauthz.decision.RouteFinder.RouteMatchResult;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.UpstreamSettings;
import dev.sluice.extauthz.decision.guard.AddressGuard;
import dev.sluice.extauthz.decision.guard.ConditionGuard;
import dev.sluice.extauthz.decision.guard.RequiredHeaderGuard;
import dev.sluice.extauthz.decision.guard.TenantHeaderGuard;
import dev.sluice.extauthz.decision.guard.WafGuards;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.RejectionReason;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.RequestCondition;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A repetition of decisions with another access policy. The authorizer and the guards of the server
 * decide; only the outcomes in {@link CarriedOutcomes} are those of the first decision. It is for
 * one thread.
 */
public final class DecisionReplay {
  private static final RuleViolation STOP =
      new RuleViolation(DenialCode.AUTHZ_UNAVAILABLE, "replay:undecided", false);
  private static final UpstreamSettings UPSTREAM =
      new UpstreamSettings(
          UpstreamAuth.UPSTREAM_AUTH_STRIP, Optional.empty(), Optional.empty(), "x-internal-token");
  private static final int HOST_BITS = 128;

  private final AuthzPolicy policy;
  private final List<ConditionReads> conditions;
  private final Map<String, ExpressionReads> contracts;
  private final RequestGuards guards;
  private final RouteFinder fileRoutes = new PublishRouteFinder(RouteRules::none);
  private final Map<String, Authorizer> byEnvironment = new HashMap<>();

  private @Nullable DecidedRequest request;
  private NetworkRuleTable rows = NetworkRuleTable.empty();
  private String undecided = "";

  /**
   * Creates a repetition in which the outcome of WAF rules is that of the first decision.
   *
   * @param policy the policy that decides
   */
  public DecisionReplay(AuthzPolicy policy) {
    this(policy, Optional.empty());
  }

  /**
   * Creates a repetition.
   *
   * @param policy the policy that decides
   * @param waf WAF rules that decide too, about requests that are complete
   */
  public DecisionReplay(AuthzPolicy policy, Optional<WafGuards> waf) {
    this.policy = policy;
    this.guards = guards(waf);
    this.conditions =
        policy.requestRules().conditions().stream()
            .map(condition -> new ConditionReads(condition, condition.reads()))
            .toList();
    this.contracts =
        policy.headerContracts().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    HeaderContract::id, HeaderContract::reads, (a, _) -> a));
  }

  /** A condition with what it reads, which does not depend on a request. */
  private record ConditionReads(RequestCondition condition, ExpressionReads reads) {}

  /** Decides again about a request. */
  public ReplayResult decide(DecidedRequest decided) {
    request = decided;
    rows = rows(decided);
    undecided = "";
    Authorizer authorizer = byEnvironment.computeIfAbsent(decided.environment(), this::authorizer);
    Verdict verdict = authorizer.decide(decided.input()).future().join().verdict();
    return undecided.isEmpty()
        ? new ReplayResult.Decided(verdict)
        : new ReplayResult.Undecided(undecided);
  }

  private DecidedRequest request() {
    return requireNonNull(request);
  }

  private Authorizer authorizer(String environment) {
    return new Authorizer(
        () -> policy,
        this::route,
        (requirement, _, _, _) -> authenticate(requirement),
        guards,
        (_, _) -> CarriedOutcomes.limits(request()),
        UPSTREAM,
        environment);
  }

  /** Returns the guards in the order of the server. */
  private RequestGuards guards(Optional<WafGuards> waf) {
    InstantSource clock = () -> request().input().time();
    return new RequestGuards(
        List.of(
            AddressGuard.withoutTenants(() -> rows, clock),
            carried(made -> CarriedOutcomes.block(made, policy)),
            this::checkContractIsKnown,
            new RequiredHeaderGuard(),
            waf.map(WafGuards::beforeAuthentication)
                .orElse(carried(made -> CarriedOutcomes.waf(made, false)))),
        List.of(
            new TenantHeaderGuard(),
            AddressGuard.withTenants(() -> rows, clock),
            waf.map(WafGuards::afterLevelCheck)
                .orElse(carried(made -> CarriedOutcomes.waf(made, true))),
            this::checkConditionsAreKnown,
            new ConditionGuard(clock, _ -> {})));
  }

  private RequestGuard carried(Function<DecidedRequest, Optional<RuleViolation>> outcome) {
    return (_, violations) -> outcome.apply(request()).ifPresent(violations::add);
  }

  private RouteMatchResult route(CheckInput input, AuthzPolicy current) {
    DecidedRequest made = request();
    Optional<String> path = RequestPath.normalize(input.path());
    RouteRule published = made.route();
    return published == null || path.isEmpty()
        ? fileRoutes.find(input, current)
        : new RouteMatchResult.MatchedRoute(published, RouteSource.PUBLISH, path.get());
  }

  private AuthenticationResult authenticate(AuthRequirement requirement) {
    DecidedRequest made = request();
    if (requirement instanceof AuthRequirement.Open) {
      return new AuthenticationResult.Authenticated(
          new Identity.Anonymous(), CredentialKind.NONE, false);
    }
    Optional<AuthenticationResult> result = CarriedOutcomes.authentication(made);
    if (result.isEmpty()) {
      return undecided("the credential was not checked");
    }
    if (made.route() == null && !made.requirement().equals(requirement.fingerprint())) {
      return undecided("the route requires other credentials");
    }
    if (!made.issuersHash().equals(policy.journal().issuersHash()) && usesToken(made)) {
      return undecided("the issuers are others");
    }
    return result.get();
  }

  private static boolean usesToken(DecidedRequest made) {
    return switch (made.credential()) {
      case JWT, OPAQUE, DPOP -> true;
      case NONE, APIKEY, MTLS, DEV, UNREADABLE -> false;
    };
  }

  private AuthenticationResult undecided(String reason) {
    undecided = reason;
    return new AuthenticationResult.Rejected(
        RejectionReason.UNAVAILABLE, CredentialKind.NONE, "undecided");
  }

  private void checkContractIsKnown(AuthorizationContext context, RuleViolations violations) {
    HeaderContract contract = context.headerContract();
    if (contract != null
        && !knows(context, contracts.getOrDefault(contract.id(), ExpressionReads.NONE))) {
      undecided = "a header that a contract reads is not in the record";
      violations.add(STOP);
    }
  }

  private void checkConditionsAreKnown(AuthorizationContext context, RuleViolations violations) {
    for (ConditionReads each : conditions) {
      if (each.condition().attributes().selector().matches(context.scope())
          && !knows(context, each.reads())) {
        undecided = "a value that a condition reads is not in the record";
        violations.add(STOP);
        return;
      }
    }
  }

  private boolean knows(AuthorizationContext context, ExpressionReads reads) {
    ExpressionReads all = reads;
    if (reads.scopes() && context.identity() instanceof Identity.Caller caller) {
      List<String> names = policy.claimNames(caller.issuer()).scope();
      all = reads.and(ExpressionReads.ofClaims(Set.copyOf(names)));
    }
    return request().known().knows(all);
  }

  /** Returns a table with the rows that concerned the client, for its address alone. */
  private static NetworkRuleTable rows(DecidedRequest made) {
    if (made.addressRows().isEmpty()) {
      return NetworkRuleTable.empty();
    }
    Optional<IpAddress> client = IpAddress.parse(made.input().peer().address());
    Map<String, NetworkRule> rules = new HashMap<>();
    client.ifPresent(address ->
        made.addressRows()
            .forEach(row ->
                rules.put(
                    row.name(),
                    new NetworkRule(
                        row.name(),
                        CidrBlock.around(address, HOST_BITS),
                        row.allows(),
                        row.tenants(),
                        Long.MAX_VALUE))));
    return NetworkRuleTable.empty().with(rules, Set.of());
  }
}
