package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.RouteFinder.Finding;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.Credential;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Decides: route, guards, credential, level, guards. Everything that is not allowed is denied. */
public final class Authorizer {
  private final Supplier<AuthzPolicy> policy;
  private final RouteFinder routes;
  private final Authenticator authenticator;
  private final Guards guards;
  private final UpstreamHeaders headers;
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
      Guards guards,
      UpstreamSettings upstream,
      String environment) {
    this.policy = policy;
    this.routes = new RouteFinder(publishes);
    this.authenticator = authenticator;
    this.guards = guards;
    this.headers = new UpstreamHeaders(upstream);
    this.environment = environment;
  }

  /** A decision: at hand, or waiting for keys. */
  public sealed interface Outcome {
    /** At hand. */
    record Decided(Decision decision) implements Outcome {}

    /** Comes on another thread. */
    record Waiting(CompletableFuture<Decision> decision) implements Outcome {}
  }

  /** Reads the policy once, so that one request never sees two. */
  public Outcome decide(CheckInput input) {
    AuthzPolicy now = policy.get();
    return switch (routes.find(input, now)) {
      case Finding.Missing(ErrorCode code, String rule) ->
          new Outcome.Decided(
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
      case Finding.Found found -> decide(exchange(input, now, found));
    };
  }

  private Exchange exchange(CheckInput input, AuthzPolicy now, Finding.Found found) {
    String own = found.route().environment();
    return Exchange.begun(
        input, now, found.route(), found.source(), found.path(), own.isEmpty() ? environment : own);
  }

  private Outcome decide(Exchange exchange) {
    Refusals refusals = new Refusals();
    Guards.ask(guards.beforeCredential(), exchange, refusals);
    Refusal refusal = refusals.enforced();
    if (refusal != null) {
      var trace = trace(exchange, CredentialKind.NONE, "", refusals);
      return new Outcome.Decided(deny(exchange, refusal.rule(), trace, refusal.code()));
    }
    Credential credential = Credential.of(exchange.input()::header);
    String principal = exchange.input().peer().principal();
    return switch (authenticator.authenticate(
        exchange.route().auth(), credential, principal, exchange.policy())) {
      case Authentication.Settled settled ->
          new Outcome.Decided(settle(exchange, refusals, settled));
      case Authentication.Waiting(var later) ->
          new Outcome.Waiting(later.thenApply(settled -> settle(exchange, refusals, settled)));
    };
  }

  private Decision settle(Exchange exchange, Refusals refusals, Authentication.Settled settled) {
    return switch (settled) {
      case Authentication.Rejected rejected -> {
        var trace = trace(exchange, rejected.kind(), rejected.detail(), refusals);
        yield deny(exchange, "credential:" + rejected.detail(), trace, code(rejected.rejection()));
      }
      case Authentication.Known known -> authorize(exchange.with(known), refusals, known);
    };
  }

  private Decision authorize(Exchange exchange, Refusals refusals, Authentication.Known known) {
    LevelCheck level = LevelCheck.of(exchange);
    level.shadow().ifPresent(refusals::shadow);
    if (level.met()) {
      Guards.ask(guards.afterLevel(), exchange, refusals);
    }
    var trace =
        new DecisionTrace(
            exchange.routeSource(),
            known.kind(),
            "",
            known.remembered(),
            level.held(),
            level.required(),
            level.by(),
            refusals.shadows());
    Refusal refusal = refusals.enforced();
    if (!level.met() || refusal != null) {
      return refusal == null
          ? deny(exchange, level.by(), trace, ErrorCode.AUTH_FORBIDDEN)
          : deny(exchange, refusal.rule(), trace, refusal.code());
    }
    Facts facts = facts(exchange, level.by(), trace);
    return new Decision.Allow(facts, exchange.identity(), headers.of(exchange, facts.returned()));
  }

  private static DecisionTrace trace(
      Exchange exchange, CredentialKind credential, String detail, Refusals refusals) {
    return DecisionTrace.of(exchange.routeSource(), credential, detail, refusals.shadows());
  }

  private static Decision deny(
      Exchange exchange, String rule, DecisionTrace trace, ErrorCode code) {
    return new Decision.Deny(facts(exchange, rule, trace), exchange.identity(), code);
  }

  private static Facts facts(Exchange exchange, String rule, DecisionTrace trace) {
    return new Facts(
        exchange.input().requestId(),
        exchange.input().correlationId(),
        exchange.route(),
        rule,
        exchange.policy().version(),
        exchange.environment(),
        trace,
        CallIds.of(exchange));
  }

  private static ErrorCode code(Rejection rejection) {
    return switch (rejection) {
      case NO_CREDENTIAL, BAD_CREDENTIAL -> ErrorCode.AUTH_INVALID_TOKEN;
      case UNKNOWN_KEY -> ErrorCode.AUTH_UNKNOWN_KID;
      case INCOMPLETE_CLAIMS -> ErrorCode.AUTH_MISSING_CLAIMS;
      case MISSING_SCOPE, NOT_ADMITTED -> ErrorCode.AUTH_FORBIDDEN;
      case NO_KEY_SOURCE -> ErrorCode.AUTH_MISCONFIGURED_JWKS;
      case UNAVAILABLE -> ErrorCode.AUTHZ_UNAVAILABLE;
    };
  }
}
