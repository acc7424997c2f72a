package dev.sluice.extauthz.server;

import static dev.sluice.extauthz.server.TestExtAuthzServer.header;
import static dev.sluice.extauthz.server.TestExtAuthzServer.metadata;
import static dev.sluice.extauthz.server.TestExtAuthzServer.outcome;
import static dev.sluice.extauthz.server.TestExtAuthzServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.Canary;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.token.jwks.TestJwksServer;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.RS256, "one");
  private static final TestIssuer NEXT = TestIssuer.create(TokenAlgorithm.ES256, "two");

  @RegisterExtension private final NoWarnings noWarnings = new NoWarnings();
  @RegisterExtension private final Canary canary = new Canary("internal-canary");
  @TempDir private Path folder;
  private final TestJwksServer keys = new TestJwksServer(TestIssuer.jwks(ISSUER));
  private final Map<String, Object> claims = TestIssuer.claims(Instant.now().getEpochSecond());
  private Path policy;

  @BeforeEach
  void writePolicy() throws IOException {
    policy = folder.resolve("authz.yaml");
    Files.copy(Path.of("../policies/authz.yaml"), policy);
  }

  @AfterEach
  void stopKeys() {
    keys.close();
  }

  @Test
  void check_decidesByTokenAndPath() {
    try (TestExtAuthzServer server = start("")) {
      String token = token(ISSUER, "developer");
      var allowed =
          server.check(
              request(
                  "/v1/agent/run",
                  "authorization",
                  "Bearer " + token,
                  "x-correlation-id",
                  "c1",
                  "x-user-id",
                  "root"));
      assertEquals("allow", outcome(allowed));
      var upstream = allowed.getOkResponse().getHeadersList();
      assertEquals("u-1", header(upstream, "x-user-id"));
      assertEquals("internal-canary", header(upstream, "x-internal-token"));
      assertTrue(allowed.getOkResponse().getHeadersToRemoveList().contains("authorization"));
      var answer = allowed.getOkResponse().getResponseHeadersToAddList();
      assertEquals("c1", header(answer, "x-correlation-id"));
      assertEquals("policy-0.3", header(answer, "x-policy-version"));
      assertEquals("agent", metadata(allowed, "route"));
      assertEquals("403 AUTH_FORBIDDEN", server.outcome("/v1/rag/index", token));
      assertEquals("404 NOT_FOUND", server.outcome("/v1/other", token));
      assertEquals("401 AUTH_INVALID_TOKEN", outcome(server.check(request("/v1/chat"))));
      claims.put("exp", Instant.now().getEpochSecond() - 3600);
      assertEquals("401 AUTH_INVALID_TOKEN", server.outcome("/v1/chat", token(ISSUER, "admin")));
      claims.remove("wid");
      claims.put("exp", Instant.now().getEpochSecond() + 3600);
      assertEquals("403 AUTH_MISSING_CLAIMS", server.outcome("/v1/chat", token(ISSUER, "admin")));
      assertMetrics(server);
    }
  }

  private void assertMetrics(TestExtAuthzServer server) {
    String metrics = server.ops("/metrics");
    for (String line :
        new String[] {
          "extauthz_decisions_total{decision=\"allow\",reason=\"\"}",
          "extauthz_decisions_total{decision=\"deny\",reason=\"AUTH_INVALID_TOKEN\"}",
          "extauthz_check_seconds_bucket",
          "jwks_refresh_total{result=\"ok\"}",
          "jwks_age_seconds{issuer=\"default\"}",
          "jwks_fail_open{issuer=\"default\"} 0.0"
        }) {
      assertTrue(metrics.contains(line), line);
    }
    canary.assertAbsent("the metrics", metrics);
    canary.assertAbsent("the readiness report", server.ops("/readyz"));
  }

  @Test
  void check_rotatedKey_isFetchedForFirstToken() {
    try (TestExtAuthzServer server = start("")) {
      keys.answer(200, TestIssuer.jwks(ISSUER, NEXT));
      assertEquals("allow", server.outcome("/v1/chat", token(NEXT, "viewer")));
      assertEquals(2, keys.requests());
      var stranger = TestIssuer.create(TokenAlgorithm.ES256, "three");
      for (int i = 0; i < 20; i++) {
        assertEquals("401 AUTH_UNKNOWN_KID", server.outcome("/v1/chat", token(stranger, "admin")));
      }
      assertEquals(2, keys.requests());
    }
  }

  @Test
  void check_keySourceDown_isDeniedAfterTtl() {
    noWarnings.expect("keys of issuer default could not be fetched");
    try (TestExtAuthzServer server = start("jwks-cache-ttl: 2s, jwks-refresh: 1s, ")) {
      String token = token(ISSUER, "viewer");
      assertEquals("allow", server.outcome("/v1/chat", token));
      keys.answer(500, "away");
      Await.until(() -> server.outcome("/v1/chat", token).equals("401 AUTH_INVALID_TOKEN"));
      Await.until(() -> !server.ready());
      assertTrue(server.ops("/readyz").contains("jwks default"));
      keys.answer(200, TestIssuer.jwks(ISSUER));
      Await.until(() -> server.outcome("/v1/chat", token).equals("allow"));
      server.awaitReady();
    }
  }

  @Test
  void check_keySourceDown_failOpen() {
    noWarnings.expect("keys of issuer default could not be fetched");
    try (TestExtAuthzServer server =
        start("jwks-cache-ttl: 1s, jwks-refresh: 1s, jwks-fail-open: true, ")) {
      keys.answer(500, "away");
      Await.until(() -> server.ops("/readyz").contains("jwks-fail-open"));
      assertEquals("allow", server.outcome("/v1/chat", token(ISSUER, "viewer")));
      assertTrue(server.ready());
      assertTrue(server.ops("/metrics").contains("jwks_fail_open{issuer=\"default\"} 1.0"));
    }
  }

  @Test
  void check_invalidPolicyFile_changesNothing() throws IOException {
    try (TestExtAuthzServer server = start("")) {
      String token = token(ISSUER, "viewer");
      String text = Files.readString(policy);
      assertEquals("allow", server.outcome("/v1/chat", token));
      Files.writeString(
          policy,
          text.replace("path: \"*\", level: viewer", "path: \"*\", level: admin")
              .replace("policy-0.3", "policy-0.4"));
      Await.until(() -> server.outcome("/v1/chat", token).equals("403 AUTH_FORBIDDEN"));
      assertEquals("policy-0.4", metadata(server.check("/v1/chat", token), "policy_version"));
      noWarnings.expect("authz.yaml:");
      Files.writeString(policy, text.replace("level: viewer", "level: everybody"));
      Await.until(() -> !noWarnings.warnings().isEmpty());
      assertEquals("403 AUTH_FORBIDDEN", server.outcome("/v1/chat", token));
      assertTrue(server.ready());
    }
  }

  @Test
  void check_devMode() {
    try (TestExtAuthzServer server = start("dev-mode: true, ")) {
      var response = server.check("/v1/chat", "dev");
      assertEquals("allow", outcome(response));
      assertEquals("dev", metadata(response, "credential"));
      assertEquals("dev-user", metadata(response, "subject"));
      assertEquals("401 AUTH_INVALID_TOKEN", server.outcome("/v1/chat", "x"));
    }
  }

  @Test
  void check_noKeySource() {
    String yaml = "policies: {authz: " + policy + "}\n";
    try (TestExtAuthzServer server = new TestExtAuthzServer(yaml).awaitReady()) {
      assertEquals(
          "500 AUTH_MISCONFIGURED_JWKS", server.outcome("/v1/chat", token(ISSUER, "admin")));
      assertEquals("401 AUTH_INVALID_TOKEN", outcome(server.check(request("/v1/chat"))));
      assertFalse(server.ops("/metrics").contains("jwks_age_seconds"));
    }
  }

  private TestExtAuthzServer start(String jwt) {
    return new TestExtAuthzServer(
            """
            policies: {authz: %s, reload: 100ms}
            jwt: {%sjwks-url: "%s"}
            upstream: {internal-token: internal-canary}
            """
                .formatted(policy, jwt, keys.uri()))
        .awaitReady();
  }

  private String token(TestIssuer issuer, String role) {
    claims.put("role", role);
    String token = issuer.token(claims);
    canary.add(token);
    return token;
  }
}
