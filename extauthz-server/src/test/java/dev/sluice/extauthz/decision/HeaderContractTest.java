package dev.sluice.extauthz.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.common.scope.HostPattern;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.ModelToken;
import dev.sluice.config.v1.OAuth2;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.RouteModels;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.decision.guard.RequiredHeaderGuard;
import dev.sluice.extauthz.decision.guard.TenantHeaderGuard;
import dev.sluice.extauthz.identity.Authenticator;
import dev.sluice.extauthz.identity.IssuerRegistry;
import dev.sluice.extauthz.identity.RecordingIssuerListener;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.TestPolicies;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the shipped header contract. */
class HeaderContractTest {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.RS256, "k");
  private static final String REQUEST_ID = "7b0e3b0c-6a3c-4f6f-9d3c-000000000001";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Publish API =
      Publish.newBuilder()
          .setId("api")
          .setProduct("api")
          .addHosts("api.example.com")
          .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
          .setOauth2(OAuth2.newBuilder().setIssuer("default"))
          .addRoutes(route("login", "/api/auth/login").setOpen(true))
          .addRoutes(route("monitoring", "/api/monitoring/"))
          .addRoutes(
              route("aura", "/api/aura/").setUpstreamAuth(UpstreamAuth.UPSTREAM_AUTH_PASSTHROUGH))
          .addRoutes(
              route("own", "/api/own/")
                  .setUpstreamAuth(UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER)
                  .setUpstreamSecret("aura-token"))
          .addRoutes(
              route("lost", "/api/lost/")
                  .setUpstreamAuth(UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER)
                  .setUpstreamSecret("nobody-has-it"))
          .addRoutes(
              route("models", "/api/models/")
                  .setModels(
                      RouteModels.newBuilder()
                          .addTokens(token("x-token-1", "aura-token"))
                          .addTokens(token("x-token-2", ""))
                          .addTokens(token("x-token-3", "nobody-has-it"))))
          .build();
  private static final Publish AI =
      Publish.newBuilder()
          .setId("ai")
          .setProduct("ai")
          .addHosts("api.example.com")
          .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
          .setOauth2(OAuth2.newBuilder().setIssuer("default"))
          .addRoutes(route("chat", "/v1/chat"))
          .build();

  private final TestClock clock = new TestClock();
  private final IssuerRegistry registry =
      new IssuerRegistry(
          NativeCrypto.none(),
          SignatureExecutor.onCallingThread(),
          clock,
          new RecordingIssuerListener());
  private final RouteRules publishes =
      RouteRules.none().with(Map.of("api", API, "ai", AI), Set.of());
  private final Map<String, String> headers = new HashMap<>();
  private AuthzPolicy policy = shipped();

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1,2", "1, 1", ","})
  void required_absentBlankOrSeveral_isDenied(String value) {
    headers.put("authorization", "Bearer nonsense");
    if (!value.isEmpty()) {
      headers.put("x-tenant-id", value);
    }
    Decision decision = decide("/api/aura/x", "aura");
    assertEquals("TENANT_HEADER_REQUIRED", outcome(decision));
    assertEquals("contract:api/x-tenant-id", decision.facts().rule());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/auth/login, login, allow",
    "/api/monitoring/page-view, monitoring, AUTH_INVALID_TOKEN",
    "/v1/chat, chat, AUTH_INVALID_TOKEN",
  })
  void required_exemptRoute_isNotChecked(String path, String route, String expected) {
    assertEquals(expected, outcome(decide(path, route)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, allow, 1",
    "1, ' 1 ', allow, 1",
    "1, 2, TENANT_MISMATCH,",
    "1, 01, TENANT_MISMATCH,",
    "1, acme, allow, 1",
    "acme, acme, allow, acme",
    "acme, Acme, TENANT_MISMATCH,",
    "acme, 1, TENANT_MISMATCH,",
    "acme, other, TENANT_MISMATCH,",
  })
  void tenantHeader_comparedWithToken(
      String tenant, String named, String expected, String upstream) {
    token(tenant);
    headers.put("x-tenant-id", named);
    Decision decision = decide("/api/aura/x", "aura");
    assertEquals(expected, outcome(decision));
    if (decision instanceof Decision.Allow allow) {
      assertEquals(upstream, set(allow).get("x-tenant-id"));
    }
  }

  @Test
  void tenantHeader_exemptRoute_isCompared() {
    token("1");
    headers.put("x-tenant-id", "2");
    assertEquals("TENANT_MISMATCH", outcome(decide("/api/monitoring/x", "monitoring")));
    headers.remove("x-tenant-id");
    assertEquals("allow", outcome(decide("/api/monitoring/x", "monitoring")));
  }

  @ParameterizedTest
  @CsvSource({
    "x-dwp-source, AURA, allow",
    "x-dwp-source, BATCH, allow",
    "x-dwp-source, aura, BAD_REQUEST",
    "x-dwp-source, 'AURA, AURA', BAD_REQUEST",
    "x-dwp-source, ' ', BAD_REQUEST",
    "x-dwp-caller-type, AGENT, allow",
    "x-dwp-caller-type, ROBOT, BAD_REQUEST",
  })
  void choice_allowedValuesOnly(String name, String value, String expected) {
    good();
    headers.put(name, value);
    Decision decision = decide("/api/aura/x", "aura");
    assertEquals(expected, outcome(decision));
    if (decision instanceof Decision.Allow allow) {
      assertNull(set(allow).get(name), "the client's own stays");
      assertFalse(allow.upstream().remove().contains(name));
    }
  }

  @Test
  void choice_absent_getsDefault() {
    good();
    Map<String, String> set = set(allowed("/api/aura/x", "aura"));
    assertEquals("FRONTEND", set.get("x-dwp-source"));
    assertEquals("USER", set.get("x-dwp-caller-type"));
  }

  @Test
  void pass_otherHeaders_areRemoved() {
    good();
    headers.put("x-agent-id", "agent-7");
    headers.put("last-event-id", "event_123");
    headers.put("accept-language", "ko");
    headers.put("x-forwarded-proto", "https");
    headers.put("x-envoy-attempt-count", "1");
    headers.put("x-admin", "yes");
    headers.put("x-user-role", "admin");
    List<String> removed = allowed("/api/aura/x", "aura").upstream().remove();
    assertTrue(removed.containsAll(List.of("x-admin", "x-user-role")), removed::toString);
    assertEquals(removed.size(), Set.copyOf(removed).size(), removed::toString);
    for (String name : headers.keySet()) {
      if (!Set.of("x-admin", "x-user-role").contains(name)) {
        assertFalse(removed.contains(name), name);
      }
    }
  }

  @Test
  void callIds_generatedAndReturned() {
    good();
    Decision.Allow allow = allowed("/api/aura/x", "aura");
    Map<String, String> made =
        Map.of("x-trace-id", REQUEST_ID.replace("-", ""), "x-gateway-request-id", REQUEST_ID);
    assertEquals(made, returned(allow));
    assertTrue(set(allow).entrySet().containsAll(made.entrySet()));
    headers.clear();
    assertEquals(made, returned(decide("/api/aura/x", "aura")));
    assertEquals(Map.of(), returned(decide("/v1/chat", "chat")));
  }

  @Test
  void callIds_validOnesAreKept() {
    good();
    headers.put("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    assertEquals(TRACE, returned(decide("/api/aura/x", "aura")).get("x-trace-id"));
    headers.put("x-trace-id", "t-1");
    headers.put("x-gateway-request-id", "one,two");
    Map<String, String> returned = returned(decide("/api/aura/x", "aura"));
    assertEquals("t-1", returned.get("x-trace-id"));
    assertEquals(REQUEST_ID, returned.get("x-gateway-request-id"));
  }

  @Test
  void shadow_reportsAndChangesNothing() {
    HeaderContract contract = policy.headerContracts().getFirst();
    policy =
        new AuthzPolicy(
            policy.version(),
            policy.issuers(),
            policy.levels(),
            policy.routes(),
            policy.requestRules(),
            List.of(
                new HeaderContract(
                    contract.id(),
                    contract.products(),
                    new ExchangeSelector(
                        List.of(new HostPattern("api.example.com")),
                        contract.selector().routes(),
                        List.of(),
                        List.of("dev")),
                    contract.exemptRoutes(),
                    contract.requiredHeaders(),
                    contract.tenantHeaders(),
                    contract.headerChoices(),
                    contract.passedHeaders(),
                    contract.callIds(),
                    true)),
            JournalRules.NONE,
            policy.version());
    token("1");
    headers.put("x-dwp-source", "ELSEWHERE");
    headers.put("x-admin", "yes");
    Decision.Allow allow = allowed("/api/aura/x", "aura");
    assertEquals(
        List.of("contract:api/x-tenant-id", "contract:api/x-dwp-source"),
        allow.facts().trace().shadowRules());
    assertFalse(allow.upstream().remove().contains("x-admin"));
    assertNull(set(allow).get("x-dwp-caller-type"));
  }

  @Test
  void upstreamAuth_ofBackend() {
    good();
    Decision.Allow passed = allowed("/api/aura/x", "aura");
    assertFalse(passed.upstream().remove().contains("authorization"));
    assertNull(set(passed).get("authorization"));
    assertEquals("Bearer aura-canary", set(allowed("/api/own/x", "own")).get("authorization"));
    Decision.Allow lost = allowed("/api/lost/x", "lost");
    assertTrue(lost.upstream().remove().contains("authorization"));
  }

  @Test
  void modelTokens_ofBackends() {
    good();
    Decision.Allow allow = allowed("/api/models/x", "models");
    assertEquals("Bearer aura-canary", set(allow).get("x-token-1"));
    assertEquals("Bearer shared-canary", set(allow).get("x-token-2"));
    assertTrue(allow.upstream().remove().containsAll(List.of("authorization", "x-token-3")));
  }

  private static ModelToken token(String header, String secret) {
    return ModelToken.newBuilder().setHeader(header).setUpstreamSecret(secret).build();
  }

  private void good() {
    token("1");
    headers.put("x-tenant-id", "1");
  }

  private void token(String tenant) {
    Map<String, Object> claims = TestIssuer.claims(clock.seconds());
    claims.put("tid", tenant);
    headers.put("authorization", "Bearer " + ISSUER.token(claims));
  }

  private Decision.Allow allowed(String path, String route) {
    return assertInstanceOf(Decision.Allow.class, decide(path, route));
  }

  private Decision decide(String path, String route) {
    CheckInput input =
        new CheckInput(
            "POST",
            "api.example.com:8080",
            path,
            headers,
            ClientPeer.UNKNOWN,
            Optional.of(route),
            REQUEST_ID,
            "corr-1",
            Instant.EPOCH);
    return switch (authorizer().decide(input)) {
      case Authorizer.DecisionResult.Decided(Decision decision) -> decision;
      case Authorizer.DecisionResult.Pending(var later) -> later.join();
    };
  }

  private Authorizer authorizer() {
    return new Authorizer(
        () -> policy,
        new PublishRouteFinder(() -> publishes),
        new Authenticator(
            registry, CredentialRegistry.empty(), HolderCheck.withDefaults(clock), clock, false),
        new RequestGuards(List.of(new RequiredHeaderGuard()), List.of(new TenantHeaderGuard())),
        RequestLimits.NONE,
        new UpstreamSettings(
            UpstreamAuth.UPSTREAM_AUTH_STRIP,
            Optional.of(Secret.of("shared-canary")),
            name ->
                name.equals("aura-token")
                    ? Optional.of(Secret.of("aura-canary"))
                    : Optional.empty(),
            Optional.empty(),
            "x-internal",
            ForgeableHeaders.DEFAULT),
        "dev");
  }

  private static AuthzPolicy shipped() {
    AuthzPolicy read = TestPolicies.shipped();
    return new AuthzPolicy(
        read.version(),
        List.of(TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(ISSUER)))),
        read.levels(),
        read.routes(),
        read.requestRules(),
        read.headerContracts(),
        JournalRules.NONE,
        read.version());
  }

  private static Map<String, String> returned(Decision decision) {
    return map(decision.facts().responseHeaders());
  }

  private static Map<String, String> set(Decision.Allow allow) {
    return map(allow.upstream().set());
  }

  private static Map<String, String> map(List<RequestHeaderChanges.Header> headers) {
    Map<String, String> map = new HashMap<>();
    headers.forEach(header -> map.put(header.name(), header.value()));
    return map;
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Allow _ -> "allow";
      case Decision.Deny(_, _, var code, _) -> code.name();
    };
  }

  private static Route.Builder route(String id, String prefix) {
    return Route.newBuilder().setId(id).setPath(PathMatch.newBuilder().setPrefix(prefix));
  }
}
