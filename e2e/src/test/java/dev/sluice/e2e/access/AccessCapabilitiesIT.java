package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tests of access, by capability, with a server that accepts no dev token and has its own
 * upstream tokens.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class AccessCapabilitiesIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String UPSTREAM =
      "upstream:\n  bearer-token: bearer-of-ours\n  internal-token: token-of-ours\n";
  private static final Map<String, Function<StubTokenIssuer, String>> TOKENS =
      Map.of(
          "expired", StubTokenIssuer::expiredToken,
          "forged", StubTokenIssuer::forgedToken,
          "unknown key", StubTokenIssuer::tokenWithUnknownKey,
          "other audience", StubTokenIssuer::tokenForOtherAudience,
          "unsigned", StubTokenIssuer::unsignedToken,
          "secret of public key", StubTokenIssuer::tokenSignedWithPublicKey,
          "malformed", issuer -> "no.token",
          "dev", issuer -> "dev");

  private final TestEnvironment sluice;
  private final ManagedProcess server;
  private final Path config;
  private String before = "";
  private GatewayResponse whileAway = new GatewayResponse(0, Map.of(), "", Duration.ZERO);

  AccessCapabilitiesIT(TestEnvironment sluice) {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
  }

  @BeforeAll
  void start() throws IOException {
    before = Files.readString(config);
    server.kill();
    whileAway =
        viewer().withCorrelation("c1").post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    restart(
        before
            .replace("dev-mode: true", "dev-mode: false")
            .replace("upstream:\n  internal-token: demo-internal-token\n", UPSTREAM));
  }

  @AfterAll
  void leave() throws IOException {
    server.kill();
    restart(before);
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.start();
    server.awaitReady();
    ConditionWait.awaitTrue("it serves", LIMIT, () -> chat(viewer()).status() == 200);
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-04")
  @Tag("C-09")
  @DisplayName("C-04, C-09 a bad token is refused, and the upstream sees nothing")
  @CsvSource({
    "expired,              AUTH_INVALID_TOKEN",
    "forged,               AUTH_INVALID_TOKEN",
    "unknown key,          AUTH_UNKNOWN_KID",
    "other audience,       AUTH_INVALID_TOKEN",
    "unsigned,             AUTH_INVALID_TOKEN",
    "secret of public key, AUTH_INVALID_TOKEN",
    "malformed,            AUTH_INVALID_TOKEN",
    "dev,                  AUTH_INVALID_TOKEN",
    "none,                 AUTH_INVALID_TOKEN",
  })
  void c04_badToken(String name, String code) {
    long count = sluice.stack().chat().requestCount();
    GatewayClient client = sluice.anonymous();
    Function<StubTokenIssuer, String> token = TOKENS.get(name);
    if (token != null) {
      client = client.withBearer(token.apply(sluice.stack().issuer()));
    }
    GatewayResponse answer = chat(client.withCorrelation("c4"));

    assertEquals(401, answer.status(), answer.body());
    assertEquals(code, answer.errorCode());
    assertEquals("c4", answer.json().path("correlation_id").asString());
    assertEquals(count, sluice.stack().chat().requestCount());
  }

  @Test
  @Tag("C-05")
  @DisplayName("C-05 claims make an identity, by their short and by their long names")
  void c05_identity() {
    GatewayResponse incomplete =
        chat(sluice.anonymous().withBearer(sluice.stack().issuer().incompleteToken()));
    assertEquals(403, incomplete.status(), incomplete.body());
    assertEquals("AUTH_MISSING_CLAIMS", incomplete.errorCode());
    assertEquals(
        200,
        chat(sluice.anonymous().withBearer(sluice.stack().issuer().tokenWithLongClaimNames()))
            .status());
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertEquals("user-long", seen.header("x-user-id").orElseThrow());
    assertEquals("tenant-long", seen.header("x-tenant-id").orElseThrow());
    assertEquals("project-long", seen.header("x-project-id").orElseThrow());
    assertEquals("workspace-long", seen.header("x-workspace-id").orElseThrow());
  }

  @ParameterizedTest(name = "{0} on {1} ends with {2}")
  @Tag("C-06")
  @DisplayName("C-06 each path has the level that it needs")
  @CsvSource({
    "viewer,    /v1/chat/completions, 200, ''",
    "viewer,    /v1/agent/run,        403, AUTH_FORBIDDEN",
    "viewer,    /v1/rag/search,       200, ''",
    "viewer,    /v1/rag/index,        403, AUTH_FORBIDDEN",
    "developer, /v1/agent/run,        200, ''",
    "developer, /v1/rag/index,        403, AUTH_FORBIDDEN",
    "admin,     /v1/rag/index,        200, ''",
    "stranger,  /v1/chat/completions, 403, AUTH_FORBIDDEN",
  })
  void c06_level(String role, String path, int status, String code) {
    GatewayResponse answer = sluice.withRole(role).post(path, TestEnvironment.prompt("ping"));

    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, answer.errorCode());
  }

  @Test
  @Tag("C-10")
  @DisplayName("C-10 the user's token reaches no upstream")
  void c10_tokenHidden() {
    String token = sluice.stack().issuer().token("developer");
    assertEquals(200, chat(sluice.anonymous().withBearer(token)).status());
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertTrue(seen.header("authorization").isEmpty());
    assertFalse((seen.headers() + seen.query() + seen.body()).contains(token));
  }

  @Test
  @Tag("C-11")
  @DisplayName("C-11 an upstream gets the gateway's own tokens where it shall")
  void c11_upstreamTokens() {
    // All backends of a route must have the same value.
    String set = "update backends set upstream_auth = ? where name in ('chat', 'chat-canary')";
    sluice.sql().execute(set, "static_bearer");
    try {
      awaitUpstreamAuthorization("Bearer bearer-of-ours");
    } finally {
      sluice.sql().execute(set, "strip");
    }
    awaitUpstreamAuthorization("");
    assertEquals("", internalToken(StackPort.CHAT, TestEnvironment.CHAT));
    assertEquals("", internalToken(StackPort.TABBY, "/v1/completions"));
    assertEquals("token-of-ours", internalToken(StackPort.AGENT, "/v1/agent/run"));
    assertEquals("token-of-ours", internalToken(StackPort.RAG, "/v1/rag/search"));
  }

  private void awaitUpstreamAuthorization(String expected) {
    ConditionWait.awaitTrue(
        "the upstream sees " + expected,
        LIMIT,
        () ->
            chat(viewer()).status() == 200
                && sluice
                    .stack()
                    .chat()
                    .lastRequest()
                    .flatMap(seen -> seen.header("authorization"))
                    .orElse("")
                    .equals(expected));
  }

  private String internalToken(StackPort upstream, String path) {
    GatewayClient forger = sluice.withRole("admin").withHeader("x-internal-token", "forged");
    String body = TestEnvironment.prompt("ping").replace("}]}", "}],\"prompt\":\"x\"}");
    assertEquals(200, forger.post(path, body).status());
    return sluice
        .stack()
        .upstream(upstream)
        .lastRequest()
        .orElseThrow()
        .header("x-internal-token")
        .orElse("");
  }

  @Test
  @Tag("C-12")
  @DisplayName("C-12 who the caller is says the token alone")
  void c12_identityHeaders() {
    GatewayClient forger =
        sluice
            .withRole("developer")
            .withHeader("X-User-Id", "root")
            .withHeader("X-Tenant-Id", "other")
            .withHeader("X-Project-Id", "other")
            .withHeader("X-Workspace-Id", "other")
            .withHeader("X-Policy-Version", "other");
    assertEquals(200, chat(forger).status());
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertEquals("user-developer", seen.header("x-user-id").orElseThrow());
    assertEquals("tenant-1", seen.header("x-tenant-id").orElseThrow());
    assertEquals("project-1", seen.header("x-project-id").orElseThrow());
    assertEquals("workspace-1", seen.header("x-workspace-id").orElseThrow());
    assertEquals("policy-0.3", seen.header("x-policy-version").orElseThrow());
  }

  @Test
  @Tag("C-13")
  @DisplayName("C-13 every answer has the correlation id")
  void c13_correlation() {
    String id = TestEnvironment.uniqueId("c13");
    GatewayResponse allowed = chat(viewer().withCorrelation(id));
    assertEquals(id, allowed.header("x-correlation-id").orElseThrow());
    assertEquals(
        id,
        sluice.stack().chat().lastRequest().orElseThrow().header("x-correlation-id").orElseThrow());
    assertEquals(200, sluice.auditRows().awaitOne(id).status());
    assertMade(chat(viewer()), 200);
    assertMade(chat(sluice.anonymous()), 401);
    assertMade(sluice.withRole("viewer").post("/v1/agent/run", "{}"), 403);
    assertMade(viewer().get("/v1/other"), 404);
    assertEquals(503, whileAway.status(), whileAway.body());
    assertEquals("c1", whileAway.header("x-correlation-id").orElseThrow());
    for (GatewayResponse decided : new GatewayResponse[] {allowed, chat(sluice.anonymous())}) {
      assertEquals("policy-0.3", decided.header("x-policy-version").orElse(""), decided.toString());
    }
  }

  private static void assertMade(GatewayResponse answer, int status) {
    assertEquals(status, answer.status(), answer.body());
    String id = answer.header("x-correlation-id").orElse("");
    assertTrue(id.matches("corr-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), id);
  }

  private GatewayClient viewer() {
    return sluice.withRole("viewer");
  }

  private static GatewayResponse chat(GatewayClient client) {
    return client.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
  }
}
