package dev.sluice.ctl.policytest.run;

import dev.sluice.common.Secret;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.ctl.policytest.file.TestPublish;
import dev.sluice.extauthz.decision.Authorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.PublishRouteFinder;
import dev.sluice.extauthz.decision.RequestGuards;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.RuleObserver;
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
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The authorizer and the guards of the server, without what needs rows or counters. */
public final class TestedAuthorizer implements AutoCloseable {
  private static final Duration KEYS_WAIT = Duration.ofSeconds(10);

  private final AuthzPolicy policy;
  private final RouteRules publishes;
  private final IssuerRegistry issuers;
  private final Authorizer authorizer;

  /**
   * The surroundings of requests.
   *
   * @param now the time of all requests
   * @param environment the environment of requests whose route names none
   * @param publishes the publishes besides the routes of the policy file
   */
  public record Surroundings(Instant now, String environment, List<TestPublish> publishes) {
    public Surroundings {
      publishes = List.copyOf(publishes);
    }
  }

  /**
   * Creates an authorizer.
   *
   * @param policy the policy, whose issuers have the keys in force
   * @param limits the limits of requests that nothing denies
   */
  public TestedAuthorizer(
      AuthzPolicy policy,
      Optional<WafPolicy> waf,
      Surroundings surroundings,
      RequestLimits limits) {
    this.policy = policy;
    InstantSource clock = InstantSource.fixed(surroundings.now());
    issuers =
        new IssuerRegistry(
            NativeCrypto.none(),
            SignatureExecutor.onCallingThread(),
            clock,
            new TestIssuerListener());
    issuers.awaitFirstFetch(policy.issuers(), KEYS_WAIT);
    publishes = TestPublishes.rules(surroundings.publishes());
    authorizer =
        new Authorizer(
            () -> policy,
            new PublishRouteFinder(() -> publishes),
            new Authenticator(
                issuers, CredentialRegistry.empty(), HolderCheck.withDefaults(clock), clock, false),
            guards(waf, clock),
            limits,
            new UpstreamSettings(
                UpstreamAuth.UPSTREAM_AUTH_STRIP,
                Optional.of(Secret.of("static-token")),
                Optional.of(Secret.of("internal-token")),
                "x-internal-token"),
            surroundings.environment());
  }

  /** Returns the guards in the order of the server. */
  private static RequestGuards guards(Optional<WafPolicy> waf, InstantSource clock) {
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

  /** Returns the policy that decides. */
  public AuthzPolicy policy() {
    return policy;
  }

  /** Returns the routes of the publishes. */
  public RouteRules publishes() {
    return publishes;
  }

  /** Decides about a request, and reports each check. */
  public Decision decide(CheckInput input, RuleObserver observer) {
    return authorizer.decide(input, observer).future().join();
  }

  @Override
  public void close() {
    issuers.close();
  }
}
