package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.RouteFinder.RouteMatchResult;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.RejectionReason;
import dev.sluice.extauthz.identity.RequestCredential;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Decides: route, guards, credential, level, guards. Everything that is not allowed is denied. */
public final class Authorizer {
  private final Supplier<AuthzPolicy> policy;
  private final RouteFinder routes;
  private final Authenticator authenticator;
  private final RequestGuards guards;
  private final UpstreamHeaderBuilder headers;
  private final String environment;

  /**
   * Decides by the policy and the publishes of the moment.
   *
   * @param environment of requests whose route does not say
   */
  public Authorizer(
      Supplier<AuthzPolicy> policy,
      Supplier<RouteRules> publishes,
      Authenticator authenticator,
      RequestGuards guards,
      UpstreamSettings upstream,
      String environment) {
    this.policy = policy;
    this.routes = new RouteFinder(publishes);
    this.authenticator = authenticator;
    this.guards = guards;
    this.headers = new UpstreamHeaderBuilder(upstream);
    this.environment = environment;
  }

  /** A decision: at hand, or waiting for keys. */
  public sealed interface DecisionResult {
    /** At hand. */
    record Decided(Decision decision) implements DecisionResult {}

    /** Comes on another thread. */
    record Pending(CompletableFuture<Decision> decision) implements DecisionResult {}
  }

  /** Reads the policy once, so that one request never sees two. */
  public DecisionResult decide(CheckInput input) {
    AuthzPolicy now = policy.get();
    return switch (routes.find(input, now)) {
      case RouteMatchResult.NoRoute(DenialCode code, String rule) ->
          new DecisionResult.Decided(
              new Decision.Deny(
                  new Facts(
                      input.requestId(),
                      input.correlationId(),
                      null,
                      rule,
                      now.version(),
                      environment,
                      DecisionTrace.withoutRoute()),
                  new Identity.Anonymous(),
                  code));
      case RouteMatchResult.MatchedRoute found -> decide(exchange(input, now, found));
    };
  }

  private AuthorizationContext exchange(
      CheckInput input, AuthzPolicy now, RouteMatchResult.MatchedRoute found) {
    String own = found.route().environment();
    return AuthorizationContext.unauthenticated(
        input, now, found.route(), found.source(), found.path(), own.isEmpty() ? environment : own);
  }

  private DecisionResult decide(AuthorizationContext exchange) {
    RuleViolations refusals = new RuleViolations();
    RequestGuards.checkAll(guards.beforeAuthentication(), exchange, refusals);
    RuleViolation refusal = refusals.enforced();
    if (refusal != null) {
      var trace = trace(exchange, CredentialKind.NONE, "", refusals);
      return new DecisionResult.Decided(deny(exchange, refusal.rule(), trace, refusal.code()));
    }
    RequestCredential credential = RequestCredential.fromHeaders(exchange.input()::header);
    String principal = exchange.input().peer().principal();
    return switch (authenticator.authenticate(
        exchange.route().auth(), credential, principal, exchange.policy())) {
      case AuthenticationResult.Completed settled ->
          new DecisionResult.Decided(settle(exchange, refusals, settled));
      case AuthenticationResult.Pending(var later) ->
          new DecisionResult.Pending(
              later.thenApply(settled -> settle(exchange, refusals, settled)));
    };
  }

  private Decision settle(
      AuthorizationContext exchange,
      RuleViolations refusals,
      AuthenticationResult.Completed settled) {
    return switch (settled) {
      case AuthenticationResult.Rejected rejected -> {
        var trace = trace(exchange, rejected.kind(), rejected.detail(), refusals);
        yield deny(exchange, "credential:" + rejected.detail(), trace, code(rejected.reason()));
      }
      case AuthenticationResult.Authenticated known ->
          authorize(exchange.authenticatedAs(known), refusals, known);
    };
  }

  private Decision authorize(
      AuthorizationContext exchange,
      RuleViolations refusals,
      AuthenticationResult.Authenticated known) {
    AccessLevelCheck level = AccessLevelCheck.of(exchange);
    level.failedShadowRule().ifPresent(refusals::addShadowRule);
    if (level.passed()) {
      RequestGuards.checkAll(guards.afterLevelCheck(), exchange, refusals);
    }
    var trace =
        new DecisionTrace(
            exchange.routeSource(),
            known.kind(),
            "",
            known.cached(),
            level.callerLevel(),
            level.requiredLevel(),
            level.decidingRule(),
            refusals.shadowRules());
    RuleViolation refusal = refusals.enforced();
    if (!level.passed() || refusal != null) {
      return refusal == null
          ? deny(exchange, level.decidingRule(), trace, DenialCode.AUTH_FORBIDDEN)
          : deny(exchange, refusal.rule(), trace, refusal.code());
    }
    Facts facts = facts(exchange, level.decidingRule(), trace);
    return new Decision.Allow(
        facts, exchange.identity(), headers.build(exchange, facts.responseHeaders()));
  }

  private static DecisionTrace trace(
      AuthorizationContext exchange,
      CredentialKind credential,
      String detail,
      RuleViolations refusals) {
    return DecisionTrace.of(exchange.routeSource(), credential, detail, refusals.shadowRules());
  }

  private static Decision deny(
      AuthorizationContext exchange, String rule, DecisionTrace trace, DenialCode code) {
    return new Decision.Deny(facts(exchange, rule, trace), exchange.identity(), code);
  }

  private static Facts facts(AuthorizationContext exchange, String rule, DecisionTrace trace) {
    return new Facts(
        exchange.input().requestId(),
        exchange.input().correlationId(),
        exchange.route(),
        rule,
        exchange.policy().version(),
        exchange.environment(),
        trace,
        CallIdHeaders.of(exchange));
  }

  private static DenialCode code(RejectionReason rejection) {
    return switch (rejection) {
      case NO_CREDENTIAL, BAD_CREDENTIAL -> DenialCode.AUTH_INVALID_TOKEN;
      case UNKNOWN_KEY -> DenialCode.AUTH_UNKNOWN_KID;
      case INCOMPLETE_CLAIMS -> DenialCode.AUTH_MISSING_CLAIMS;
      case MISSING_SCOPE, NOT_ADMITTED -> DenialCode.AUTH_FORBIDDEN;
      case NO_KEY_SOURCE -> DenialCode.AUTH_MISCONFIGURED_JWKS;
      case UNAVAILABLE -> DenialCode.AUTHZ_UNAVAILABLE;
    };
  }
}
