package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.RouteFinder.Finding;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.Credential;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.Level;
import dev.sluice.extauthz.policy.LevelRules;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Decides: route, credential, identity, level. Everything that is not allowed is denied. */
public final class Authorizer {
  private final Supplier<AuthzPolicy> policy;
  private final RouteFinder routes;
  private final Authenticator authenticator;
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
      UpstreamSettings upstream,
      String environment) {
    this.policy = policy;
    this.routes = new RouteFinder(publishes);
    this.authenticator = authenticator;
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
      case Finding.Found found -> decide(new Request(input, now, found));
    };
  }

  private record Request(CheckInput input, AuthzPolicy policy, Finding.Found found) {
    RouteRule route() {
      return found.route();
    }
  }

  private Outcome decide(Request request) {
    Credential credential = Credential.of(request.input()::header);
    return switch (authenticator.authenticate(
        request.route().auth(), credential, request.policy())) {
      case Authentication.Settled settled -> new Outcome.Decided(settle(request, settled));
      case Authentication.Waiting(var later) ->
          new Outcome.Waiting(later.thenApply(settled -> settle(request, settled)));
    };
  }

  private Decision settle(Request request, Authentication.Settled settled) {
    return switch (settled) {
      case Authentication.Rejected rejected -> {
        var trace = DecisionTrace.of(request.found().source(), rejected.kind(), rejected.detail());
        Facts facts = facts(request, rule(rejected), trace);
        yield new Decision.Deny(facts, new Identity.Anonymous(), code(rejected.rejection()));
      }
      case Authentication.Known known -> authorize(request, known);
    };
  }

  private Decision authorize(Request request, Authentication.Known known) {
    Identity identity = known.identity();
    LevelRules.Required byPath = request.policy().levels().forPath(request.found().path());
    Level byRoute = request.route().minLevel();
    boolean open = request.route().auth() instanceof AuthRequirement.Open;
    boolean pathDecides = byPath.level().reaches(byRoute);
    Level required = open ? Level.NONE : byPath.level().or(byRoute);
    String by =
        open ? "open" : pathDecides ? "level:" + byPath.pattern() : "route:" + byRoute.label();
    Level held = identity instanceof Identity.Caller caller ? caller.level() : Level.NONE;
    var trace =
        new DecisionTrace(
            request.found().source(), known.kind(), "", known.remembered(), held, required, by);
    Facts facts = facts(request, by, trace);
    return held.reaches(required)
        ? new Decision.Allow(
            facts,
            identity,
            headers.of(request.input(), request.route(), identity, request.policy().version()))
        : new Decision.Deny(facts, identity, ErrorCode.AUTH_FORBIDDEN);
  }

  private Facts facts(Request request, String rule, DecisionTrace trace) {
    String own = request.route().environment();
    return new Facts(
        request.input().requestId(),
        request.input().correlationId(),
        request.route(),
        rule,
        request.policy().version(),
        own.isEmpty() ? environment : own,
        trace);
  }

  private static String rule(Authentication.Rejected rejected) {
    return "credential:" + rejected.detail();
  }

  private static ErrorCode code(Rejection rejection) {
    return switch (rejection) {
      case NO_CREDENTIAL, BAD_CREDENTIAL -> ErrorCode.AUTH_INVALID_TOKEN;
      case UNKNOWN_KEY -> ErrorCode.AUTH_UNKNOWN_KID;
      case INCOMPLETE_CLAIMS -> ErrorCode.AUTH_MISSING_CLAIMS;
      case MISSING_SCOPE -> ErrorCode.AUTH_FORBIDDEN;
      case NO_KEY_SOURCE -> ErrorCode.AUTH_MISCONFIGURED_JWKS;
    };
  }
}
