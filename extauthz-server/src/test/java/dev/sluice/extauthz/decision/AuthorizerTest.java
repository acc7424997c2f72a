package dev.sluice.extauthz.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.Level;
import dev.sluice.config.v1.OAuth2;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.RecordingIssuerListener;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.TestPolicies;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerTest {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.RS256, "k");
  private static final Publish AI =
      publish("ai", AuthMode.AUTH_MODE_OAUTH2)
          .setOauth2(OAuth2.newBuilder().setIssuer("default"))
          .setEnvironment(Environment.ENVIRONMENT_STAGING)
          .addRoutes(route("ai/chat", "/v1/chat"))
          .addRoutes(route("ai/agent", "/v1/agent").setInternalToken(true))
          .addRoutes(route("ai/rag", "/v1/rag").setMinLevel(Level.LEVEL_DEVELOPER))
          .addRoutes(
              route("ai/pass", "/pass").setUpstreamAuth(UpstreamAuth.UPSTREAM_AUTH_PASSTHROUGH))
          .addRoutes(
              route("ai/own", "/own").setUpstreamAuth(UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER))
          .build();
  private static final Publish OPEN =
      publish("open", AuthMode.AUTH_MODE_NONE).addRoutes(route("open/all", "/open")).build();
  private static final Publish KEYS =
      publish("keys", AuthMode.AUTH_MODE_APIKEY).addRoutes(route("keys/all", "/keys")).build();
  private static final Publish ODD =
      publish("odd", AuthMode.AUTH_MODE_UNSPECIFIED).addRoutes(route("odd/all", "/odd")).build();

  private final TestClock clock = new TestClock();
  private final IssuerRegistry registry =
      new IssuerRegistry(
          NativeCrypto.none(),
          SignatureExecutor.onCallingThread(),
          clock,
          new RecordingIssuerListener());
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final AuthzPolicy policy =
      TestPolicies.policy(TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(ISSUER))));
  private final RouteRules publishes =
      RouteRules.none().with(Map.of("ai", AI, "open", OPEN, "keys", KEYS, "odd", ODD), Set.of());
  private final Authorizer authorizer = authorizer(false);

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void decide_validToken_routeNamedByEnvoy() {
    bearer("developer");
    Decision.Allow allow = allowed("/v1/chat/completions", "ai/chat");
    assertEquals("ai", route(allow).publish());
    assertEquals("staging", allow.facts().environment());
    assertEquals("level:*", allow.facts().rule());
    assertEquals("policy-0.3", allow.facts().policyVersion());
    assertEquals(DecisionTrace.RouteSource.PUBLISH, allow.facts().trace().routeSource());
    assertEquals(CredentialKind.JWT, allow.facts().trace().credential());
  }

  @Test
  void decide_routeByHostAndPath() {
    bearer("viewer");
    assertEquals("ai/chat", route(allowed("/v1/chat?stream=true", "")).id());
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, /v1/chat/completions, ai/chat, allow, level:*",
    "viewer, /v1/agent/run, ai/agent, AUTH_FORBIDDEN, level:/v1/agent*",
    "developer, /v1/agent/run, ai/agent, allow, level:/v1/agent*",
    "viewer, /v1/rag/search, ai/rag, AUTH_FORBIDDEN, route:developer",
    "developer, /v1/rag/search, ai/rag, allow, route:developer",
    "developer, /v1/rag/index, ai/rag, AUTH_FORBIDDEN, level:/v1/rag/index*",
    "developer, /v1/rag/%69ndex, ai/rag, AUTH_FORBIDDEN, level:/v1/rag/index*",
    "developer, /v1/rag//./index, ai/rag, AUTH_FORBIDDEN, level:/v1/rag/index*",
    "admin, /v1/rag/index, ai/rag, allow, level:/v1/rag/index*",
    "root, /v1/chat/completions, ai/chat, AUTH_FORBIDDEN, level:*",
  })
  void decide_stricterOfRouteAndPath(
      String role, String path, String route, String expected, String rule) {
    bearer(role);
    Decision decision = decide(path, route);
    assertEquals(expected, outcome(decision));
    assertEquals(rule, decision.facts().rule());
  }

  @Test
  void decide_levelTooLow_keepsIdentity() {
    bearer("viewer");
    var deny = assertInstanceOf(Decision.Deny.class, decide("/v1/agent/run", "ai/agent"));
    assertInstanceOf(Identity.Caller.class, deny.identity());
  }

  @Test
  void decide_unknownRoute() {
    bearer("admin");
    assertEquals("AUTHZ_UNAVAILABLE", outcome(decide("/v1/chat", "ai/new")));
    assertEquals("NOT_FOUND", outcome(decide("/elsewhere", "")));
    assertEquals("NOT_FOUND", outcome(decide("/v1/chat%2f..", "ai/chat")));
    assertEquals("NOT_FOUND", outcome(decide("/open%00", "")));
  }

  @Test
  void decide_noCredential() {
    Decision decision = decide("/v1/chat", "ai/chat");
    assertEquals("AUTH_INVALID_TOKEN", outcome(decision));
    assertEquals("credential:no-credential", decision.facts().rule());
    assertEquals(CredentialKind.NONE, decision.facts().trace().credential());
  }

  @Test
  void decide_unknownKey() {
    headers.put(
        "authorization",
        "Bearer "
            + TestIssuer.create(TokenAlgorithm.RS256, "x")
                .token(TestIssuer.claims(clock.seconds())));
    assertEquals("AUTH_UNKNOWN_KID", outcome(decide("/v1/chat", "ai/chat")));
  }

  @Test
  void decide_devToken_onlyInDevMode() {
    headers.put("authorization", "Bearer dev");
    assertEquals("AUTH_INVALID_TOKEN", outcome(decide("/v1/chat", "ai/chat")));
    Decision decision = decide(authorizer(true), "/v1/chat", "ai/chat");
    var caller = assertInstanceOf(Decision.Allow.class, decision).identity();
    assertEquals("dev-user", ((Identity.Caller) caller).subject());
    assertEquals(CredentialKind.DEV, decision.facts().trace().credential());
    headers.put("authorization", "Bearer x");
    assertEquals("AUTH_INVALID_TOKEN", outcome(decide(authorizer(true), "/v1/chat", "ai/chat")));
  }

  @Test
  void decide_authModeOfPublish() {
    assertEquals("open", allowed("/open", "open/all").facts().rule());
    headers.put("x-api-key", "slk_anything");
    assertEquals("AUTH_INVALID_TOKEN", outcome(decide("/keys", "keys/all")));
    assertEquals("AUTH_INVALID_TOKEN", outcome(decide("/v1/chat", "ai/chat")));
    assertEquals("AUTH_MISCONFIGURED_JWKS", outcome(decide("/odd", "odd/all")));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat, ai/chat, Bearer slk_anything, key-instead-of-token, APIKEY",
    "/v1/chat, ai/chat, Bearer a b, unreadable, UNREADABLE",
    "/v1/chat, ai/chat, Basic dTpw, unreadable, UNREADABLE",
    "/keys, keys/all, Bearer a.b.c, token-instead-of-key, JWT",
    "/keys, keys/all, Bearer a b, unreadable, UNREADABLE",
    "/keys, keys/all, Basic dTpw, unreadable, UNREADABLE",
    "/odd, odd/all, Bearer a.b.c, requirement-unknown, JWT",
    "/odd, odd/all, Bearer a b, requirement-unknown, UNREADABLE",
  })
  void decide_traceNamesCredentialKind(
      String path, String route, String authorization, String rule, CredentialKind kind) {
    headers.put("authorization", authorization);
    Decision decision = decide(path, route);
    assertInstanceOf(Decision.Deny.class, decision);
    assertEquals("credential:" + rule, decision.facts().rule());
    assertEquals(kind, decision.facts().trace().credential());
  }

  @Test
  void upstream_identityReplacesClientHeaders() {
    bearer("developer");
    headers.put("x-user-id", "root");
    headers.put("x-consumer-id", "root");
    headers.put("x-forwarded-user", "root");
    headers.put("x-original-url", "/v1/rag/index");
    RequestHeaderChanges changes = allowed("/v1/chat", "ai/chat").upstream();
    assertEquals(
        Map.of(
            "x-user-id", "u-1",
            "x-tenant-id", "t-1",
            "x-project-id", "p-1",
            "x-workspace-id", "w-1",
            "x-policy-version", "policy-0.3",
            "x-correlation-id", "corr-1"),
        set(changes));
    assertEquals(
        List.of(
            "x-api-key",
            "authorization",
            "x-internal",
            "x-consumer-id",
            "x-forwarded-user",
            "x-original-url"),
        changes.remove());
  }

  @Test
  void upstream_underscoreNames_areRemoved() {
    bearer("developer");
    for (String name : List.of("x_user_id", "x-user_id", "x_forwarded_user", "x_api_key")) {
      headers.put(name, "root");
    }
    headers.put("x_internal", "guess");
    headers.put("x_policy_version", "policy-9");
    headers.put("trace_id", "t");
    assertEquals(
        Set.of(
            "x_user_id",
            "x-user_id",
            "x_forwarded_user",
            "x_api_key",
            "x_internal",
            "x_policy_version",
            "x-api-key",
            "x-internal",
            "authorization"),
        Set.copyOf(allowed("/v1/chat", "ai/chat").upstream().remove()));
  }

  @Test
  void upstream_anonymous_identityHeadersRemoved() {
    headers.put("x-user-id", "root");
    RequestHeaderChanges changes = allowed("/open", "open/all").upstream();
    assertTrue(
        changes
            .remove()
            .containsAll(List.of("x-user-id", "x-tenant-id", "x-project-id", "x-workspace-id")));
    assertFalse(set(changes).containsKey("x-user-id"));
  }

  @Test
  void upstream_proofOfHolder_goesWithItsToken() {
    bearer("developer");
    headers.put("dpop", "proof");
    assertTrue(allowed("/v1/agent/run", "ai/agent").upstream().remove().contains("dpop"));
    assertTrue(allowed("/own", "ai/own").upstream().remove().contains("dpop"));
    assertFalse(allowed("/pass", "ai/pass").upstream().remove().contains("dpop"));
  }

  @Test
  void upstream_credentials() {
    bearer("developer");
    RequestHeaderChanges agent = allowed("/v1/agent/run", "ai/agent").upstream();
    assertEquals("internal-canary", set(agent).get("x-internal"));
    assertTrue(agent.remove().contains("authorization"));
    RequestHeaderChanges own = allowed("/own", "ai/own").upstream();
    assertEquals("Bearer static-canary", set(own).get("authorization"));
    assertFalse(own.remove().contains("authorization"));
    RequestHeaderChanges pass = allowed("/pass", "ai/pass").upstream();
    assertFalse(pass.remove().contains("authorization"));
    assertFalse(set(pass).containsKey("authorization"));
    for (RequestHeaderChanges changes : List.of(agent, own, pass)) {
      assertFalse(changes.toString().contains("canary"), "values stay out of texts");
      assertTrue(set(changes).keySet().stream().noneMatch(changes.remove()::contains));
    }
  }

  @Test
  void decide_guards_firstEnforcedViolationDecides() {
    RequestGuard shadow = refusing("address:watched", DenialCode.IP_BLOCKED, true);
    RequestGuard first = refusing("waf:sqli", DenialCode.WAF_BLOCKED, false);
    RequestGuard unasked =
        (context, violations) -> {
          throw new AssertionError("asked after a refusal");
        };
    bearer("developer");
    Decision before =
        decide(
            authorizer(false, new RequestGuards(List.of(shadow, first, unasked), List.of(unasked))),
            "/v1/chat",
            "ai/chat");
    assertEquals("WAF_BLOCKED", outcome(before));
    assertEquals("waf:sqli", before.facts().rule());
    assertEquals(List.of("address:watched"), before.facts().trace().shadowRules());
    assertEquals(CredentialKind.NONE, before.facts().trace().credential());

    Decision after =
        decide(
            authorizer(false, new RequestGuards(List.of(shadow), List.of(shadow))),
            "/v1/chat",
            "ai/chat");
    assertEquals("allow", outcome(after));
    assertEquals("level:*", after.facts().rule());
    assertEquals(
        List.of("address:watched", "address:watched"), after.facts().trace().shadowRules());
  }

  @Test
  void decide_guards_seeIdentityAfterLevelCheck() {
    List<Identity> seen = new ArrayList<>();
    RequestGuard recording = (context, violations) -> seen.add(context.identity());
    Authorizer guarded =
        authorizer(false, new RequestGuards(List.of(recording), List.of(recording)));
    bearer("viewer");
    decide(guarded, "/v1/chat", "ai/chat");
    decide(guarded, "/v1/agent/run", "ai/agent");
    assertEquals(3, seen.size(), "no guard after a level that is too low");
    assertInstanceOf(Identity.Anonymous.class, seen.get(0));
    assertInstanceOf(Identity.Caller.class, seen.get(1));
    assertInstanceOf(Identity.Anonymous.class, seen.get(2));
  }

  @Test
  void decide_rolesAndLevelsInShadow(@TempDir Path folder) {
    AuthzPolicy shipped = policy;
    AccessLevelRules levels =
        TestPolicies.levels(
            folder,
            """
            - {path: "/v1/chat*", level: viewer, roles: [auditor, developer]}
            - {path: "/v1/chat/old*", level: admin, mode: shadow}
            """);
    AuthzPolicy own = new AuthzPolicy("1", shipped.issuers(), levels, RouteRules.none());
    Authorizer by = authorizer(false, RequestGuards.none(), own);
    bearer("developer");
    assertEquals("allow", outcome(decide(by, "/v1/chat", "ai/chat")));
    Decision old = decide(by, "/v1/chat/old", "ai/chat");
    assertEquals("allow", outcome(old));
    assertEquals(List.of("level:/v1/chat/old*"), old.facts().trace().shadowRules());
    bearer("admin");
    Decision admin = decide(by, "/v1/chat", "ai/chat");
    assertEquals("AUTH_FORBIDDEN", outcome(admin));
    assertEquals("role:/v1/chat*", admin.facts().rule());
  }

  private static RequestGuard refusing(String rule, DenialCode code, boolean shadow) {
    RuleViolation violation = new RuleViolation(code, rule, shadow);
    return (context, violations) -> violations.add(violation);
  }

  private Decision.Allow allowed(String path, String route) {
    return assertInstanceOf(Decision.Allow.class, decide(path, route));
  }

  private Decision decide(String path, String route) {
    return decide(authorizer, path, route);
  }

  private Decision decide(Authorizer by, String path, String route) {
    CheckInput input =
        new CheckInput(
            "POST",
            "api.example.com:8081",
            path,
            headers,
            ClientPeer.UNKNOWN,
            Optional.of(route).filter(id -> !id.isEmpty()),
            "req-1",
            "corr-1",
            Instant.EPOCH);
    return switch (by.decide(input)) {
      case Authorizer.DecisionResult.Decided(Decision decision) -> decision;
      case Authorizer.DecisionResult.Pending(var later) -> later.join();
    };
  }

  private void bearer(String role) {
    Map<String, Object> claims = TestIssuer.claims(clock.seconds());
    claims.put("role", role);
    headers.put("authorization", "Bearer " + ISSUER.token(claims));
  }

  private Authorizer authorizer(boolean devMode) {
    return authorizer(devMode, RequestGuards.none());
  }

  private Authorizer authorizer(boolean devMode, RequestGuards guards) {
    return authorizer(devMode, guards, policy);
  }

  private Authorizer authorizer(boolean devMode, RequestGuards guards, AuthzPolicy current) {
    return new Authorizer(
        () -> current,
        new PublishRouteFinder(() -> publishes),
        new Authenticator(
            registry, CredentialRegistry.empty(), HolderCheck.withDefaults(clock), clock, devMode),
        guards,
        RequestLimits.NONE,
        new UpstreamSettings(
            UpstreamAuth.UPSTREAM_AUTH_STRIP,
            Optional.of(Secret.of("static-canary")),
            Optional.of(Secret.of("internal-canary")),
            "x-internal"),
        "dev");
  }

  private static RouteRule route(Decision decision) {
    return Objects.requireNonNull(decision.facts().route());
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> "allow";
      case Decision.Deny(_, _, var code, _) -> code.name();
    };
  }

  private static Map<String, String> set(RequestHeaderChanges changes) {
    Map<String, String> set = new HashMap<>();
    changes.set().forEach(header -> set.put(header.name(), header.value()));
    return set;
  }

  private static Publish.Builder publish(String id, AuthMode mode) {
    return Publish.newBuilder().setId(id).addHosts("api.example.com").setAuthMode(mode);
  }

  private static Route.Builder route(String id, String prefix) {
    return Route.newBuilder().setId(id).setPath(PathMatch.newBuilder().setPrefix(prefix));
  }
}
