package dev.sluice.extauthz.policy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.TestPolicies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthzPolicyFileTest {
  private static final Path FILE = Path.of("/etc/sluice/authz.yaml");
  private static final String HEAD =
      """
      apiVersion: sluice.dev/v1
      kind: AuthzPolicy
      metadata: {name: authz, version: policy-9}
      spec:
      """;

  @Test
  void load_shippedFile() {
    AuthzPolicy policy =
        value(
            TestPolicies.compiler(DeploymentEnvironment.PROD)
                .file()
                .load(Path.of("../policies/authz.yaml")));
    assertEquals("policy-0.3", policy.version());
    assertEquals(List.of("default"), policy.issuers().stream().map(IssuerPolicy::name).toList());
    assertEquals("chat", found(policy, "any.example.com", "/v1/chat/completions", "POST"));
    assertEquals("rag", found(policy, "any.example.com", "/v1/rag/index", "POST"));
    assertEquals("health", found(policy, "any.example.com", "/v1/health", "GET"));
    assertEquals("-", found(policy, "any.example.com", "/v1/health", "POST"));
    assertEquals("-", found(policy, "any.example.com", "/v1/events", "POST"));
    assertEquals("-", found(policy, "any.example.com", "/v1beta/server_setting", "GET"));
  }

  @Test
  void load_issuer() {
    AuthzPolicy policy =
        compile(
            """
              levels: []
              issuers:
                - name: partners
                  issuer: https://login.example/realm
                  audiences: [a, b]
                  jwks-url: https://login.example/certs
                  algorithms: [ES256, PS256]
                  clock-skew: 30s
                  max-lifetime: 1d
                - {name: offline, issuer: urn:x, jwks-file: keys/offline.json}
            """);
    IssuerPolicy partners = policy.issuers().get(1);
    assertEquals(Optional.of("https://login.example/realm"), partners.settings().issuer());
    assertEquals(Set.of("a", "b"), partners.settings().audiences());
    assertEquals(
        Set.of(TokenAlgorithm.ES256, TokenAlgorithm.PS256), partners.settings().algorithms());
    assertEquals(Duration.ofSeconds(30), partners.settings().clockSkew());
    assertEquals(Optional.of(Duration.ofDays(1)), partners.settings().maxLifetime());
    IssuerPolicy offline = policy.issuers().get(2);
    assertEquals(
        Optional.of(new JwksSource.File(Path.of("/etc/sluice/keys/offline.json"))),
        offline.source());
    assertEquals(TokenAlgorithm.DEFAULTS, offline.settings().algorithms());
    assertEquals(Duration.ofMinutes(1), offline.settings().clockSkew());
  }

  @Test
  void load_issuerWithEveryKey() {
    AuthzPolicy policy =
        compile(
            """
              levels: []
              issuers:
                - name: discovered
                  issuer: https://login.example/realm/
                  oidc-discovery: true
                  algorithms: [EdDSA, ES384, PS512]
                  types: [at+jwt, application/Partner+JWT]
                  required-claims: [acr, sub]
                  claims: {user: [oid], tenant: [org, tid], role: [grade]}
                - {name: agreed, issuer: urn:x, jwks-file: secret.json, algorithms: [HS256, HS512]}
            """);
    IssuerPolicy discovered = policy.issuers().get(1);
    assertEquals(
        Optional.of(new JwksSource.Discovery("https://login.example/realm/", false)),
        discovered.source());
    assertEquals(
        Set.of(TokenAlgorithm.EDDSA, TokenAlgorithm.ES384, TokenAlgorithm.PS512),
        discovered.settings().algorithms());
    assertEquals(Set.of("at+jwt", "partner+jwt"), discovered.settings().types());
    assertEquals(Set.of("acr", "sub"), discovered.settings().requiredClaims());
    ClaimNames names = policy.claimNames("discovered");
    assertEquals(List.of("oid"), names.user());
    assertEquals(List.of("org", "tid"), names.tenant());
    assertEquals(List.of("grade"), names.role());
    assertEquals(ClaimNames.DEFAULTS.project(), names.project());
    assertEquals(
        Set.of(TokenAlgorithm.HS256, TokenAlgorithm.HS512),
        policy.issuers().get(2).settings().algorithms());
    assertEquals(ClaimNames.DEFAULTS, policy.claimNames("agreed"));
  }

  @Test
  void load_invalidHmacIssuers() {
    assertEquals(
        List.of(
            "/etc/sluice/authz.yaml:7:76: /spec/issuers/0/algorithms: may name HS algorithms only"
                + " with the key in jwks-file",
            "/etc/sluice/authz.yaml:8:59: /spec/issuers/1/algorithms: must not combine HS"
                + " algorithms with others",
            "/etc/sluice/authz.yaml:9:25: /spec/issuers/2/issuer: must be a URL with a host,"
                + " without user and fragment"),
        problems(
            """
              levels: []
              issuers:
                - {name: a, issuer: x, jwks-url: "https://keys.example/a", algorithms: [HS256]}
                - {name: b, issuer: x, jwks-file: a.json, algorithms: [HS256, RS256]}
                - {name: c, issuer: urn:x, oidc-discovery: true}
            """));
  }

  @Test
  void load_route() {
    AuthzPolicy policy =
        compile(
            """
              levels: []
              routes:
                - {id: open, hosts: [shop.example.com], path: /healthz, auth: none}
                - id: all
                  hosts: [shop.example.com, "*.example.org"]
                  path: /v2/*
                  methods: [GET, POST]
                  audience: shop
                  scopes: [read]
                  level: admin
                  api-version: v2
                  dialect: openai
                  target: shop
                  inspection: pre-and-incremental
                  sse-ids: add
                  upstream-auth: static-bearer
                  internal-token: true
            """);
    RouteRule open =
        policy.routes().find("shop.example.com", "/healthz", "GET", n -> null).orElseThrow();
    assertEquals(new AuthRequirement.Open(), open.auth());
    RouteRule all = policy.routes().byId("all").orElseThrow();
    assertEquals(
        new AuthRequirement.Token(List.of("default"), "shop", List.of("read")), all.auth());
    assertEquals(AccessLevel.ADMIN, all.minLevel());
    assertEquals("v2", all.apiVersion());
    assertEquals("shop", all.target());
    assertEquals("pre_and_incremental", all.inspection());
    assertEquals("add", all.sseIds());
    assertTrue(all.internalToken());
    assertEquals("all", found(policy, "x.example.org", "/v2/y", "POST"));
    assertEquals("-", found(policy, "x.example.org", "/healthz", "GET"));
  }

  @Test
  void load_problems_allAreReported() {
    List<String> problems =
        problems(
            """
              levels:
                - {path: /a, level: viewer}
                - {path: /a, level: admin}
              issuers:
                - {name: default, issuer: x, jwks-file: a.json}
                - {name: one, issuer: x, jwks-url: "http://keys.example/a"}
                - {name: one, issuer: x, jwks-url: "https://127.0.0.1/a"}
                - {name: two, issuer: x, jwks-file: a.json, clock-skew: 1h}
              routes:
                - {id: r, issuers: [one, nobody]}
                - {id: r}
            """);
    assertEquals(
        List.of(
            "/etc/sluice/authz.yaml:7:14: /spec/levels/1/path: is the path of another level rule;"
                + " remove one",
            "/etc/sluice/authz.yaml:9:14: /spec/issuers/0/name: is reserved for the issuer of the"
                + " JWT_* variables; use another name",
            "/etc/sluice/authz.yaml:10:40: /spec/issuers/1/jwks-url: must be https outside"
                + " development, unless plain http is allowed",
            "/etc/sluice/authz.yaml:11:14: /spec/issuers/2/name: is the name of another issuer; use"
                + " a unique name",
            "/etc/sluice/authz.yaml:11:40: /spec/issuers/2/jwks-url: must not be a loopback address"
                + " outside development",
            "/etc/sluice/authz.yaml:12:61: /spec/issuers/3/clock-skew: must be at most 10m",
            "/etc/sluice/authz.yaml:14:30: /spec/routes/0/issuers/1: is not an issuer of this file;"
                + " add it or use one of default, one, two",
            "/etc/sluice/authz.yaml:15:12: /spec/routes/1/id: is the id of another route; use a"
                + " unique id"),
        problems);
  }

  @Test
  void load_pathNotNormalized_isRejected() {
    assertEquals(
        List.of(
            "/etc/sluice/authz.yaml:7:14: /spec/levels/1/path: is the path of another level rule;"
                + " remove one",
            "/etc/sluice/authz.yaml:8:14: /spec/levels/2/path: matches no normalized path",
            "/etc/sluice/authz.yaml:9:14: /spec/levels/3/path: matches no normalized path",
            "/etc/sluice/authz.yaml:11:21: /spec/routes/0/path: matches no normalized path"),
        problems(
            """
              levels:
                - {path: /a*, level: viewer}
                - {path: /A*, level: admin}
                - {path: /b//c*, level: admin}
                - {path: "/b;c", level: admin}
              routes:
                - {id: r, path: "/caf%c3%a9*"}
            """));
  }

  @Test
  void load_unknownKey_isRejected() {
    assertEquals(
        List.of(
            "/etc/sluice/authz.yaml:6:24: /spec/routes/0/min-level: is not a known key; use one of"
                + " id, hosts, path, methods, auth, principals, issuers, audience, scopes, level,"
                + " api-version, dialect, target, inspection, sse-ids, upstream-auth,"
                + " internal-token"),
        problems(
            """
              routes:
                - {id: r, path: /, min-level: admin}
              levels: []
            """));
  }

  private static String found(AuthzPolicy policy, String host, String path, String method) {
    return policy.routes().find(host, path, method, name -> null).map(RouteRule::id).orElse("-");
  }

  private static AuthzPolicy compile(String spec) {
    return value(load(spec));
  }

  @Test
  void load_headerContract() {
    AuthzPolicy policy =
        compile(
            """
              levels: []
              header-contracts:
                - id: all
                  required: [{name: X-Key}]
                  choices: [{name: X-Kind, values: [A, B]}]
                  ids: [{name: X-Call}]
                  mode: shadow
            """);
    HeaderContract contract = policy.headerContracts().getFirst();
    assertEquals(
        List.of(new HeaderContract.RequiredHeader("x-key", "BAD_REQUEST")),
        contract.requiredHeaders());
    assertEquals("A", contract.headerChoices().getFirst().defaultValue());
    assertEquals(HeaderContract.CallId.Source.REQUEST, contract.callIds().getFirst().source());
    assertEquals(Optional.empty(), contract.passedHeaders());
    assertTrue(contract.shadow());
    var chat = new ExchangeScope("r", "", "dev", "API.example.com:8080", "/v1/chat");
    assertEquals(contract, policy.headerContract(chat, "any"));
  }

  @Test
  void load_headerContracts_firstMatchApplies() {
    AuthzPolicy policy =
        compile(
            """
              levels: []
              header-contracts:
                - {id: other, products: [api]}
                - {id: one, products: [shop, api], hosts: [api.example.com], routes: [/api]}
                - {id: two, environments: [prod]}
            """);
    assertEquals("one", contract(policy, "api.example.com", "/api/x", "prod"));
    assertEquals("two", contract(policy, "api.example.com", "/apix", "prod"));
    assertEquals("two", contract(policy, "other.example.com", "/api/x", "prod"));
    assertEquals("-", contract(policy, "other.example.com", "/api/x", "dev"));
  }

  private static String contract(AuthzPolicy policy, String host, String path, String environment) {
    HeaderContract contract =
        policy.headerContract(new ExchangeScope("r", "", environment, host, path), "shop");
    return contract == null ? "-" : contract.id();
  }

  @Test
  void load_headerContract_invalid() {
    assertEquals(
        List.of(
            "/etc/sluice/authz.yaml:9:11: /spec/header-contracts/1/id: is the id of another header"
                + " contract; use a unique id",
            "/etc/sluice/authz.yaml:11:20: /spec/header-contracts/1/ids/0/name: is set by another"
                + " rule of this contract; remove one",
            "/etc/sluice/authz.yaml:11:33: /spec/header-contracts/1/ids/1/name: is set by the"
                + " gateway itself; remove this rule"),
        problems(
            """
              levels: []
              header-contracts:
                - id: a
                  choices: [{name: X-A, values: [A]}]
                - id: a
                  choices: [{name: x-a, values: [A]}]
                  ids: [{name: X-A}, {name: X-Tenant-ID}]
            """));
    assertEquals(
        List.of(
            "/etc/sluice/authz.yaml:8:7: /spec/header-contracts/0/defaults: is not a known key;"
                + " use one of id, products, hosts, routes, environments, exempt, required, agree,"
                + " choices, pass, ids, mode"),
        problems(
            """
              levels: []
              header-contracts:
                - id: a
                  defaults: []
            """));
  }

  private static AuthzPolicy value(PolicyResult<AuthzPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy;
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String spec) {
    return switch (load(spec)) {
      case PolicyResult.Loaded<AuthzPolicy> _ -> List.of();
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          problems.stream().map(PolicyProblem::toString).toList();
    };
  }

  private static PolicyResult<AuthzPolicy> load(String spec) {
    byte[] content = (HEAD + spec).getBytes(StandardCharsets.UTF_8);
    return TestPolicies.compiler(DeploymentEnvironment.PROD).file().load(FILE, content);
  }
}
