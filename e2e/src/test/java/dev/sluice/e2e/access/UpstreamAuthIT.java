package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.TlsHandshakeClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests of how the gateway authenticates itself to backends, and of its own error responses.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class UpstreamAuthIT {
  private static final String ECHO = "/api/aura/x";
  private static final String STREAM = "/api/aura/test/stream";
  private static final String PLAIN =
      "update backends set upstream_auth = 'strip', upstream_secret_ref = null where name = 'aura'";

  private final TestEnvironment sluice;

  UpstreamAuthIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @Tag("C-10")
  @Tag("C-11")
  @DisplayName("C-10 the user's token reaches no upstream; C-11 the internal token two of them")
  @CsvSource({
    "GATEWAY, CHAT, /v1/chat/completions, false",
    "GATEWAY, TABBY, /v1/completions, false",
    "GATEWAY, AGENT, /v1/agent/run, true",
    "GATEWAY, RAG, /v1/rag/search, true",
    "API_GATEWAY, AURA, /api/aura/x, false",
  })
  void c10_c11_tokens(StackPort gateway, StackPort upstream, String path, boolean internal) {
    String token = sluice.stack().issuer().token("developer", Map.of("tid", "1"));
    GatewayClient caller = new GatewayClient(sluice.stack().ports().http(gateway));
    GatewayResponse answer =
        caller
            .withBearer(token)
            .withHeader("X-Tenant-ID", "1")
            .withHeader("x-internal-token", "forged")
            .post(path, "{\"prompt\":\"x\",\"messages\":[]}");
    assertEquals(200, answer.status(), answer.body());
    RecordedRequest seen = sluice.stack().upstream(upstream).lastRequest().orElseThrow();
    assertTrue(seen.header("authorization").isEmpty());
    assertFalse(seen.headers().toString().contains(token));
    assertEquals(
        internal ? "demo-internal-token" : "-", seen.header("x-internal-token").orElse("-"));
  }

  @Test
  @Tag("C-11")
  @DisplayName("C-11 a static bearer of one backend, by the name of its secret")
  void c11_staticBearer() throws IOException {
    Path file = sluice.stack().settings().bearerTokenFolder().resolve("aura-token");
    Files.writeString(file, "aura-secret-1\n");
    try {
      sluice
          .sql()
          .execute(
              "update backends set upstream_auth = 'static_bearer', upstream_secret_ref = ?"
                  + " where name = 'aura'",
              "aura-token");
      awaitAuthorization(value -> value.equals("Bearer aura-secret-1"));
      Files.writeString(file, "aura-secret-2\n");
      awaitAuthorization(value -> value.equals("Bearer aura-secret-2"));
      assertEquals(
          200,
          sluice
              .withRole("viewer")
              .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"))
              .status());
      assertTrue(
          sluice.stack().chat().lastRequest().orElseThrow().header("authorization").isEmpty());
    } finally {
      sluice.sql().execute(PLAIN);
      Files.delete(file);
    }
    awaitAuthorization(value -> value.equals("-"));
  }

  @Test
  @Tag("C-18")
  @DisplayName("C-18 a backend that says so sees the token; none that serves models may")
  void c18_passthrough() {
    try {
      sluice.sql().execute("update backends set upstream_auth = 'passthrough' where name = 'aura'");
      awaitAuthorization(value -> value.startsWith("Bearer ey"));
      sluice
          .sql()
          .execute("update backends set upstream_auth = 'passthrough' where name = 'autocomplete'");
      ConditionWait.awaitTrue(
          "the finding is there",
          ControlPlaneState.LIMIT,
          () ->
              sluice.controlPlane().findings("backends", "autocomplete").stream()
                  .anyMatch(finding -> finding.startsWith("plan|upstream_auth|")));
      GatewayClient caller = sluice.withRole("viewer");
      ConditionWait.awaitTrue(
          "no request goes there",
          ControlPlaneState.LIMIT,
          () -> caller.get("/v1/health").status() == 503);
    } finally {
      sluice
          .sql()
          .execute(
              "update backends set upstream_auth = 'strip' where upstream_auth = 'passthrough'");
    }
    ConditionWait.awaitTrue(
        "completion is back",
        ControlPlaneState.LIMIT,
        () -> sluice.withRole("viewer").get("/v1/health").status() == 200);
    awaitAuthorization(value -> value.equals("-"));
  }

  @Test
  @Tag("C-11")
  @Tag("C-24")
  @DisplayName(
      "C-11, C-24 a backend that wants a certificate gets the gateway's, and nobody else's")
  void c11_c24_mutualTls() throws IOException, GeneralSecurityException {
    TestCa authority = new TestCa("upstreams");
    Path folder = sluice.stack().settings().secretsFolder().resolve("gateway-client");
    authority.issueForHosts("gateway").write(folder, authority);
    Files.copy(
        folder.resolve("ca.crt"),
        sluice.stack().settings().upstreamAuthorities(),
        StandardCopyOption.REPLACE_EXISTING);
    HttpsServer upstream = demanding(authority);
    int port = upstream.getAddress().getPort();
    try {
      sluice
          .sql()
          .execute(
              "update backends set scheme = 'https', upstream_auth = 'mtls',"
                  + " upstream_secret_ref = 'gateway-client' where name = 'aura';"
                  + " update backend_endpoints set host = 'localhost', port = ? from backends"
                  + " where backends.id = backend_id and name = 'aura'",
              port);
      ConditionWait.awaitTrue(
          "the upstream behind mutual TLS answers",
          ControlPlaneState.LIMIT,
          () -> aura().get(ECHO).body().equals("CN=leaf"));
      TlsHandshakeClient around =
          new TlsHandshakeClient(URI.create("https://localhost:" + port), authority.certificate());
      assertThrows(UncheckedIOException.class, () -> around.get("localhost", "/aura/x"));
    } finally {
      sluice
          .sql()
          .execute(
              "update backends set scheme = 'http', upstream_auth = 'strip',"
                  + " upstream_secret_ref = null where name = 'aura';"
                  + " update backend_endpoints set host = '127.0.0.1', port = ? from backends"
                  + " where backends.id = backend_id and name = 'aura'",
              sluice.stack().ports().of(StackPort.AURA));
      upstream.stop(0);
    }
    awaitAuthorization(value -> value.equals("-"));
  }

  @ParameterizedTest
  @Tag("C-13")
  @DisplayName("C-13 ids and the version of the policy on every answer, errors too")
  @EnumSource(names = {"GATEWAY", "API_GATEWAY"})
  void c13_errors(StackPort gateway) {
    boolean api = gateway == StackPort.API_GATEWAY;
    String path = api ? ECHO : "/v1/rag/index";
    GatewayClient caller =
        new GatewayClient(sluice.stack().ports().http(gateway)).withHeader("X-Tenant-ID", "2");
    String viewer = sluice.stack().issuer().token("viewer", Map.of("tid", "1"));
    assertError(caller, path, 401, "AUTH_INVALID_TOKEN", true);
    assertError(
        caller.withBearer(viewer), path, 403, api ? "TENANT_MISMATCH" : "AUTH_FORBIDDEN", true);
    assertError(caller.withBearer(viewer), "/nowhere", 404, "NOT_FOUND", false);
  }

  @Test
  @Tag("C-13")
  @DisplayName("C-13 while nobody can say who may pass, nobody does, on either gateway")
  void c13_unavailable() {
    ManagedProcess server = sluice.stack().process(ServerKind.EXTAUTHZ);
    server.kill();
    try {
      for (StackPort gateway : List.of(StackPort.GATEWAY, StackPort.API_GATEWAY)) {
        GatewayClient caller = new GatewayClient(sluice.stack().ports().http(gateway));
        String path = gateway == StackPort.GATEWAY ? "/v1/health" : ECHO;
        GatewayResponse answer = assertError(caller, path, 503, "AUTHZ_UNAVAILABLE", false);
        assertEquals("1", answer.header("retry-after").orElseThrow());
      }
    } finally {
      server.start();
      server.awaitReady();
    }
    ConditionWait.awaitTrue(
        "it decides again", ControlPlaneState.LIMIT, () -> aura().get(ECHO).status() == 200);
  }

  private static GatewayResponse assertError(
      GatewayClient caller, String path, int status, String code, boolean decided) {
    String id = TestEnvironment.uniqueId("c13");
    GatewayResponse answer = caller.withCorrelation(id).get(path);
    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, answer.errorCode());
    assertEquals(id, answer.json().path("correlation_id").asString());
    assertEquals(id, answer.header("x-correlation-id").orElseThrow());
    assertEquals("application/json", answer.header("content-type").orElseThrow());
    assertEquals(
        decided ? "policy-0.3" : "-",
        answer.header("x-policy-version").orElseThrow(),
        answer.body());
    assertTrue(caller.get(path).header("x-correlation-id").orElseThrow().startsWith("corr-"));
    return answer;
  }

  /**
   * Waits for an authorization header at the upstream. Uses a path that does not echo the request,
   * because a token in a response would be blocked.
   */
  private void awaitAuthorization(Predicate<String> wanted) {
    ConditionWait.awaitTrue(
        "Aura sees the authorization that was asked for",
        ControlPlaneState.LIMIT,
        () ->
            aura().get(STREAM).status() == 200
                && sluice
                    .stack()
                    .upstream(StackPort.AURA)
                    .lastRequest()
                    .map(seen -> wanted.test(seen.header("authorization").orElse("-")))
                    .orElse(false));
  }

  private GatewayClient aura() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.API_GATEWAY))
        .withBearer(sluice.stack().issuer().token("viewer", Map.of("tid", "1")))
        .withHeader("X-Tenant-ID", "1");
  }

  /** Returns a server that requires a client certificate and responds with its name. */
  private static HttpsServer demanding(TestCa authority)
      throws IOException, GeneralSecurityException {
    TestCa.Issued own = authority.issueForHosts("localhost");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", authority.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.keyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          var session = ((HttpsExchange) exchange).getSSLSession();
          byte[] name = session.getPeerPrincipal().getName().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, name.length);
          exchange.getResponseBody().write(name);
          exchange.close();
        });
    server.start();
    return server;
  }
}
