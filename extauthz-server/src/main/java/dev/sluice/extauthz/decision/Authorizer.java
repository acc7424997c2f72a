package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.decision.RouteFinder.RouteMatchResult;
import dev.sluice.extauthz.decision.outcome.DecisionBasis;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.CredentialCheck;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.RejectionReason;
import dev.sluice.extauthz.identity.RequestCredential;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * An evaluation of a request in fixed order: route, guards, credential, access level, more guards,
 * rate limits. Everything that is not allowed is denied.
 */
public final class Authorizer {
  private final Supplier<AuthzPolicy> policy;
  private final RouteFinder routes;
  private final CredentialCheck credentials;
  private final RequestGuards guards;
  private final RequestLimits limits;
  private final UpstreamHeaderBuilder headers;
  private final String environment;

  /**
   * Creates an authorizer that reads the current policy for each request.
   *
   * @param environment the environment of requests whose route names none
   */
  public Authorizer(
      Supplier<AuthzPolicy> policy,
      RouteFinder routes,
      CredentialCheck credentials,
      RequestGuards guards,
      RequestLimits limits,
      UpstreamSettings upstream,
      String environment) {
    this.policy = policy;
    this.routes = routes;
    this.credentials = credentials;
    this.guards = guards;
    this.limits = limits;
    this.headers = new UpstreamHeaderBuilder(upstream);
    this.environment = environment;
  }

  /** A decision that is made, or that waits for an issuer or for shared counters. */
  public sealed interface DecisionResult {
    /** A decision that is made. */
    record Decided(Decision decision) implements DecisionResult {}

    /** A decision that another thread completes. */
    record Pending(CompletableFuture<Decision> decision) implements DecisionResult {}

    /** Returns a future with the decision. */
    default CompletableFuture<Decision> future() {
      return switch (this) {
        case Decided(Decision decision) -> CompletableFuture.completedFuture(decision);
        case Pending(CompletableFuture<Decision> later) -> later;
      };
    }
  }

  /**
   * Decides about a request. Reads the policy once, so that one request never sees two versions.
   */
  public DecisionResult decide(CheckInput input) {
    return decide(input, RuleObserver.NONE);
  }

  /** Decides about a request, and reports each check to an observer. */
  public DecisionResult decide(CheckInput input, RuleObserver observer) {
    AuthzPolicy current = policy.get();
    return switch (routes.find(input, current)) {
      case RouteMatchResult.NoRoute(DenialCode code, String rule) ->
          new DecisionResult.Decided(
              new Decision.Deny(
                  new Facts(
                      input.requestId(),
                      input.correlationId(),
                      null,
                      rule,
                      current.version(),
                      environment,
                      DecisionTrace.withoutRoute(),
                      current.id(),
                      new DecisionBasis(current.journal(), null, List.of(), null),
                      List.of()),
                  new Identity.Anonymous(),
                  code));
      case RouteMatchResult.MatchedRoute match -> decide(context(input, current, match), observer);
    };
  }

  private AuthorizationContext context(
      CheckInput input, AuthzPolicy current, RouteMatchResult.MatchedRoute match) {
    String routeEnvironment = match.route().environment();
    return AuthorizationContext.unauthenticated(
        input,
        current,
        match.route(),
        match.source(),
        match.path(),
        routeEnvironment.isEmpty() ? environment : routeEnvironment);
  }

  private DecisionResult decide(AuthorizationContext context, RuleObserver observer) {
    observer.onRoute(context);
    RuleViolations violations = new RuleViolations(observer);
    RequestGuards.checkAll(guards.beforeAuthentication(), context, violations);
    RuleViolation violation = violations.enforced();
    if (violation != null) {
      var trace = trace(context, CredentialKind.NONE, "", violations);
      return new DecisionResult.Decided(deny(context, violations, violation, trace));
    }
    RequestCredential credential = RequestCredential.fromHeaders(context.input()::header);
    return switch (credentials.authenticate(
        context.route().auth(), credential, context.input(), context.policy())) {
      case AuthenticationResult.Completed completed -> complete(context, violations, completed);
      case AuthenticationResult.Pending(var later) ->
          new DecisionResult.Pending(
              later.thenCompose(completed -> complete(context, violations, completed).future()));
    };
  }

  private DecisionResult complete(
      AuthorizationContext context,
      RuleViolations violations,
      AuthenticationResult.Completed completed) {
    violations.observer().onCredential(completed);
    return switch (completed) {
      case AuthenticationResult.Rejected rejected -> {
        var trace = trace(context, rejected.kind(), rejected.detail(), violations);
        if (rejected.isGuess()) {
          guards.failures().onFailure(context);
        }
        yield new DecisionResult.Decided(
            deny(
                context,
                violations,
                "credential:" + rejected.detail(),
                trace,
                code(rejected.reason())));
      }
      case AuthenticationResult.Authenticated authenticated ->
          authorize(context.authenticatedAs(authenticated), violations, authenticated);
    };
  }

  private DecisionResult authorize(
      AuthorizationContext context,
      RuleViolations violations,
      AuthenticationResult.Authenticated authenticated) {
    AccessLevelCheck level = AccessLevelCheck.of(context);
    violations
        .observer()
        .onLevel(level.callerLevel(), level.requiredLevel(), level.decidingRule(), level.passed());
    level.failedShadowRule().ifPresent(violations::addShadowRule);
    if (level.passed()) {
      RequestGuards.checkAll(guards.afterLevelCheck(), context, violations);
    }
    var checked = new CheckedRequest(context, violations, authenticated, level);
    RuleViolation violation = violations.enforced();
    if (!level.passed() || violation != null) {
      return new DecisionResult.Decided(
          violation == null
              ? deny(
                  context,
                  violations,
                  level.decidingRule(),
                  checked.trace(),
                  DenialCode.AUTH_FORBIDDEN)
              : deny(context, violations, violation, checked.trace()));
    }
    return switch (limits.count(context, violations)) {
      case LimitOutcome outcome -> new DecisionResult.Decided(limited(checked, outcome));
      case LimitResult.Pending(var later) ->
          new DecisionResult.Pending(later.thenApply(outcome -> limited(checked, outcome)));
    };
  }

  private Decision limited(CheckedRequest checked, LimitOutcome outcome) {
    AuthorizationContext context = checked.context();
    RuleViolations violations = checked.violations();
    return switch (outcome) {
      case LimitOutcome.Denied(DenialCode code, String rule, List<Header> shown) ->
          new Decision.Deny(
              facts(context, violations, rule, checked.trace()).withResponseHeaders(shown),
              context.identity(),
              code);
      case LimitOutcome.Passed(List<Header> shown) -> {
        Facts facts = facts(context, violations, checked.level().decidingRule(), checked.trace());
        yield new Decision.Allow(
            facts.withResponseHeaders(shown),
            context.identity(),
            headers.build(context, facts.responseHeaders()));
      }
    };
  }

  /** A request that is authenticated and checked, but not counted yet. */
  private record CheckedRequest(
      AuthorizationContext context,
      RuleViolations violations,
      AuthenticationResult.Authenticated authenticated,
      AccessLevelCheck level) {
    DecisionTrace trace() {
      return new DecisionTrace(
          context.routeSource(),
          authenticated.kind(),
          "",
          authenticated.cached(),
          level.callerLevel(),
          level.requiredLevel(),
          level.decidingRule(),
          violations.shadowRules());
    }
  }

  private static DecisionTrace trace(
      AuthorizationContext context,
      CredentialKind credential,
      String detail,
      RuleViolations violations) {
    return DecisionTrace.of(context.routeSource(), credential, detail, violations.shadowRules());
  }

  private static Decision deny(
      AuthorizationContext context,
      RuleViolations violations,
      String rule,
      DecisionTrace trace,
      DenialCode code) {
    return new Decision.Deny(facts(context, violations, rule, trace), context.identity(), code);
  }

  private static Decision deny(
      AuthorizationContext context,
      RuleViolations violations,
      RuleViolation violation,
      DecisionTrace trace) {
    return new Decision.Deny(
        facts(context, violations, violation.rule(), trace),
        context.identity(),
        violation.code(),
        violation.place());
  }

  private static Facts facts(
      AuthorizationContext context, RuleViolations violations, String rule, DecisionTrace trace) {
    return new Facts(
        context.input().requestId(),
        context.input().correlationId(),
        context.route(),
        rule,
        context.policy().version(),
        context.environment(),
        trace,
        context.policy().id(),
        new DecisionBasis(
            context.policy().journal(), context.claims(), violations.addressRows(), null),
        CallIdHeaders.of(context));
  }

  private static DenialCode code(RejectionReason reason) {
    return switch (reason) {
      case NO_CREDENTIAL, BAD_CREDENTIAL, NOT_PROVED -> DenialCode.AUTH_INVALID_TOKEN;
      case UNKNOWN_KEY -> DenialCode.AUTH_UNKNOWN_KID;
      case INCOMPLETE_CLAIMS -> DenialCode.AUTH_MISSING_CLAIMS;
      case MISSING_SCOPE, NOT_ADMITTED -> DenialCode.AUTH_FORBIDDEN;
      case NO_KEY_SOURCE -> DenialCode.AUTH_MISCONFIGURED_JWKS;
      case UNAVAILABLE -> DenialCode.AUTHZ_UNAVAILABLE;
    };
  }
}
