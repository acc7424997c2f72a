package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ads.AdsClientConfig;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.token.confirmation.DpopSettings;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.config.v1.UpstreamAuth;
import dev.sluice.extauthz.identity.holder.HolderSettings;
import dev.sluice.extauthz.policy.ClaimNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtAuthzConfigTest {
  private static final String POLICY = "policies:\n  authz: ../policies/authz.yaml\n";

  @Test
  void read_defaults() {
    ExtAuthzConfig config = read(POLICY, Map.of());
    assertEquals(DeploymentEnvironment.DEV, config.environment());
    assertEquals(new HostPort("127.0.0.1", 9001), config.grpc().address());
    assertEquals(new HostPort("127.0.0.1", 9101), config.ops());
    assertEquals(Duration.ofSeconds(30), config.reloadInterval());
    assertFalse(config.jwt().devMode());
    assertEquals(HolderSettings.DEFAULT, config.jwt().holders());
    assertEquals(Optional.empty(), config.jwt().defaultIssuer().source());
    assertEquals(
        new JwksCache.Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), false),
        config.jwt().defaultIssuer().timing());
    assertEquals(
        new IssuerSettings(
            "default",
            Optional.empty(),
            Set.of(),
            TokenAlgorithm.DEFAULTS,
            Duration.ofMinutes(1),
            Optional.empty()),
        config.jwt().defaultIssuer().settings());
    assertEquals(UpstreamAuth.UPSTREAM_AUTH_STRIP, config.upstream().baseSettings().defaultAuth());
    assertEquals("x-internal-token", config.upstream().baseSettings().internalTokenHeader());
    assertEquals(Optional.empty(), config.controller());
    assertEquals(Duration.ofSeconds(2), config.warmUp());
  }

  @Test
  void read_everyKey() {
    ExtAuthzConfig config =
        read(
            """
            environment: staging
            run-in: 0s
            grpc: {address: "0.0.0.0:1", max-message-bytes: 2048, max-concurrent-calls: 7, drain: 1s, tls: {by-sidecar: true}}
            ops: {address: "0.0.0.0:2"}
            policies: {authz: ../policies/authz.yaml, ip: ../policies/ip_rules.yaml, reload: 5s}
            controller: {address: "xds:9003", cluster: c, name: n, cache-dir: /tmp/c, tls: {by-sidecar: true}}
            jwt:
              jwks-url: http://keys.auth.svc/jwks
              jwks-plain-http: true
              issuer: urn:i
              audience: a, b
              algorithms: [PS256]
              types: [at+jwt]
              required-claims: [acr]
              claims: {user: [oid], scope: [perms]}
              clock-skew: 5s
              max-lifetime: 1h
              jwks-cache-ttl: 10m
              jwks-refresh: 2m
              jwks-fail-open: true
              dev-mode: false
              forwarded-certificate: true
              dpop: {max-age: 30s, max-ahead: 1s, max-remembered: 1000, public-ports: [8443, 9443]}
            upstream:
              auth-mode: static-bearer
              bearer-token: bearer-canary
              internal-token: internal-canary
              internal-token-header: X-Inner
              secrets-dir: /run/bearers
            """,
            Map.of());
    assertEquals(Optional.of(Path.of("../policies/ip_rules.yaml")), config.ipRules());
    assertEquals(Optional.of(Path.of("/run/bearers")), config.upstream().secretsFolder());
    assertEquals("staging", config.environmentLabel());
    assertEquals(Duration.ZERO, config.warmUp());
    assertEquals(2048, config.grpc().maxMessageBytes());
    var issuer = config.jwt().defaultIssuer();
    assertEquals(
        Optional.of(new JwksSource.Url(URI.create("http://keys.auth.svc/jwks"), false)),
        issuer.source());
    assertEquals(
        new JwksCache.Timing(Duration.ofMinutes(2), Duration.ofMinutes(10), true), issuer.timing());
    assertEquals(
        new IssuerSettings(
            "default",
            Optional.of("urn:i"),
            Set.of("a", "b"),
            Set.of(TokenAlgorithm.PS256),
            Duration.ofSeconds(5),
            Optional.of(Duration.ofHours(1)),
            Set.of("at+jwt"),
            Set.of("acr")),
        issuer.settings());
    assertEquals(
        new HolderSettings(
            new DpopSettings(
                Duration.ofSeconds(30), Duration.ofSeconds(1), 1000, Set.of(8443, 9443)),
            true),
        config.jwt().holders());
    assertEquals(List.of("oid"), issuer.claimNames().user());
    assertEquals(List.of("perms"), issuer.claimNames().scope());
    assertEquals(ClaimNames.DEFAULTS.tenant(), issuer.claimNames().tenant());
    assertEquals(
        UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER, config.upstream().baseSettings().defaultAuth());
    assertTrue(
        config.upstream().baseSettings().bearerToken().orElseThrow().matches("bearer-canary"));
    assertTrue(
        config.upstream().baseSettings().internalToken().orElseThrow().matches("internal-canary"));
    assertEquals("x-inner", config.upstream().baseSettings().internalTokenHeader());
    assertEquals(
        Optional.of(
            new AdsClientConfig(
                new HostPort("xds", 9003),
                "c",
                "n",
                "extauthz",
                Path.of("/tmp/c"),
                Optional.empty())),
        config.controller());
    assertFalse(config.toString().contains("canary"));
  }

  @Test
  void read_environmentVariables() {
    ExtAuthzConfig config =
        read(
            POLICY,
            Map.of(
                "JWT_JWKS_FILE", "keys.json",
                "JWT_ISSUER", "urn:i",
                "JWT_AUDIENCE", "sluice",
                "JWT_JWKS_CACHE_TTL_SECONDS", "7200",
                "JWT_JWKS_REFRESH_SECONDS", "30",
                "JWT_JWKS_FAIL_OPEN", "true",
                "JWT_DEV_MODE", "true",
                "UPSTREAM_AUTH_MODE", "static_bearer",
                "UPSTREAM_BEARER_TOKEN", "b",
                "UPSTREAM_INTERNAL_TOKEN", "i"));
    var issuer = config.jwt().defaultIssuer();
    assertEquals(Optional.of(new JwksSource.File(Path.of("keys.json"))), issuer.source());
    assertEquals(Set.of("sluice"), issuer.settings().audiences());
    assertEquals(
        new JwksCache.Timing(Duration.ofSeconds(30), Duration.ofHours(2), true), issuer.timing());
    assertTrue(config.jwt().devMode());
    assertEquals(
        UpstreamAuth.UPSTREAM_AUTH_STATIC_BEARER, config.upstream().baseSettings().defaultAuth());
    assertTrue(config.upstream().baseSettings().internalToken().isPresent());
  }

  @Test
  void read_discovery() {
    var issuer =
        read(
                POLICY,
                Map.of("JWT_OIDC_DISCOVERY", "true", "JWT_ISSUER", "https://login.example/realm"))
            .jwt()
            .defaultIssuer();
    assertEquals(
        Optional.of(new JwksSource.Discovery("https://login.example/realm", false)),
        issuer.source());
    List<String> problems =
        problems(POLICY + "jwt: {oidc-discovery: true, jwks-file: a.json, issuer: 'urn:x'}\n");
    assertEquals(2, problems.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jwks-url: 'https://keys.example/a', algorithms: [HS256]",
        "algorithms: [HS256]",
        "jwks-file: a.json, algorithms: [HS256, ES256]",
        "jwks-file: a.json, algorithms: [none]"
      })
  void read_invalidAlgorithms(String jwt) {
    List<String> problems = problems(POLICY + "jwt: {" + jwt + "}\n");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("jwt.algorithms"));
  }

  @Test
  void read_invalidValues_allAreReported() {
    List<String> problems =
        problems(
            """
            environment: prod
            policies: {authz: nowhere.yaml, ip: neither.yaml, reload: 1ms}
            jwt:
              jwks-url: http://127.0.0.1/jwks
              jwks-file: keys.json
              algorithms: [HS256]
              clock-skew: 1h
              jwks-refresh: 1h
              dev-mode: true
              dpop: {max-age: 0s, max-ahead: 1h, max-remembered: 1, public-ports: [0, https]}
              surprise: 1
            upstream: {auth-mode: static-bearer, internal-token: "a b", internal-token-header: "x y"}
            """);
    for (String named :
        List.of(
            "policies.authz",
            "policies.ip",
            "policies.reload",
            "jwt.jwks-url",
            "jwt.algorithms",
            "jwt.clock-skew",
            "jwt.jwks-refresh",
            "jwt.dev-mode",
            "jwt.dpop.max-age",
            "jwt.dpop.max-ahead",
            "jwt.dpop.max-remembered",
            "jwt.dpop.public-ports",
            "jwt.surprise",
            "upstream.auth-mode",
            "upstream.internal-token",
            "upstream.internal-token-header")) {
      assertTrue(problems.stream().anyMatch(p -> p.startsWith(named)), named + " in " + problems);
    }
    assertTrue(problems.stream().anyMatch(p -> p.contains("JWT_DEV_MODE")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-API-Key", "x-user-id", "x-correlation-id", "host"})
  void read_internalTokenHeader_reserved(String header) {
    List<String> problems =
        problems(POLICY + "upstream: {internal-token-header: " + header + "}\n");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("upstream.internal-token-header"));
  }

  @Test
  void read_devModeOutsideDev_isRejected() {
    for (String environment : List.of("staging", "prod")) {
      List<String> problems =
          problems(POLICY + "environment: " + environment + "\njwt: {dev-mode: true}\n");
      assertEquals(1, problems.size());
      assertTrue(problems.getFirst().startsWith("jwt.dev-mode"));
    }
  }

  private static ExtAuthzConfig read(String yaml, Map<String, String> environment) {
    return ExtAuthzConfig.read(ConfigReader.of(yaml, environment));
  }

  private static List<String> problems(String yaml) {
    var e = assertThrows(ConfigException.class, () -> read(yaml, Map.of()));
    return e.problems().stream().map(Object::toString).toList();
  }
}
