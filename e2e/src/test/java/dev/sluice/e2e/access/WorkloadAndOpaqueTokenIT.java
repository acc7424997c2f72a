package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.TlsHandshakeClient;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubIntrospectionServer;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.StaticEnvoy;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tests of routes of a policy file for workloads and for opaque tokens. */
@ExtendWith(TestEnvironmentExtension.class)
final class WorkloadAndOpaqueTokenIT {
  private static final String HOST = "callers.example.com";
  private static final String CANARY = "introspection-canary";

  @TempDir private Path folder;
  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("callers");
  private final StubIntrospectionServer issuer =
      new StubIntrospectionServer(StackPorts.findFreePort(), CANARY);
  private final int plain = StackPorts.findFreePort();
  private final int secure = StackPorts.findFreePort();
  private AdditionalPolicyServer server;
  private StaticEnvoy envoy;

  WorkloadAndOpaqueTokenIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @BeforeEach
  void start() throws IOException {
    issuer.start();
    Files.writeString(folder.resolve("secret"), CANARY + "\n");
    Files.writeString(
        folder.resolve("authz.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: callers-1}
        spec:
          issuers:
            - name: legacy
              issuer: urn:legacy
              introspection-url: "%s"
              introspection: {client-id: %s, client-secret-file: secret, remember: 1h, timeout: 4s}
          levels: [{path: "*", level: viewer}]
          routes:
            - {id: opaque, hosts: [%s], path: "/opaque*", issuers: [legacy], scopes: [read]}
            - id: workloads
              hosts: [%s]
              path: "/workloads*"
              auth: mtls
              principals: [{id: "spiffe://mesh.example/ns/shop/*", tenant: shop, level: viewer}]
        """
            .formatted(issuer.uri(), StubIntrospectionServer.CLIENT, HOST, HOST));
    authority.issueForHosts("localhost").write(folder.resolve("tls"), authority);
    server =
        AdditionalPolicyServer.extauthz(sluice.stack(), "callers", folder.resolve("authz.yaml"));
    server.process().start();
    server.process().awaitReady();
    int port = server.ports().of(StackPort.EXTAUTHZ);
    envoy =
        StaticEnvoy.start(
            sluice.stack().settings(),
            "credentials.yaml",
            Map.ofEntries(
                Map.entry("first", plain),
                Map.entry("second", StackPorts.findFreePort()),
                Map.entry("third", StackPorts.findFreePort()),
                Map.entry("secure", secure),
                Map.entry("required", false),
                Map.entry("certificates", folder.resolve("tls")),
                Map.entry("extauthz-first", port),
                Map.entry("extauthz-second", port),
                Map.entry("extauthz-third", port),
                Map.entry("upstream", sluice.echoPort())));
  }

  @AfterEach
  void stop() {
    envoy.close();
    server.close();
    issuer.close();
  }

  @Test
  @DisplayName("mTLS: a workload is who its certificate says, where the route takes it")
  void mtls_workload() {
    TlsHandshakeClient anyone =
        new TlsHandshakeClient(URI.create("https://localhost:" + secure), authority.certificate());
    assertRefused(401, "AUTH_INVALID_TOKEN", anyone.get(HOST, "/workloads/a"));
    assertEquals(200, workload(anyone, "spiffe://mesh.example/ns/shop/sa/cart").status());
    RecordedRequest seen = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
    assertEquals(Optional.of("spiffe://mesh.example/ns/shop/sa/cart"), seen.header("x-user-id"));
    assertEquals(Optional.of("shop"), seen.header("x-tenant-id"));
    assertEquals(Optional.of("mesh.example"), seen.header("x-project-id"));
    assertRefused(
        403, "AUTH_FORBIDDEN", workload(anyone, "spiffe://mesh.example/ns/other/sa/cart"));
    assertRefused(
        403, "AUTH_FORBIDDEN", workload(anyone, "spiffe://other.example/ns/shop/sa/cart"));
    assertRefused(401, "AUTH_INVALID_TOKEN", workload(anyone, "https://mesh.example/ns/shop/a"));
    TestCa.Issued named = authority.issueForHosts("cart.shop");
    assertRefused(
        401,
        "AUTH_INVALID_TOKEN",
        anyone.withCertificate(named.certificate(), named.key()).get(HOST, "/workloads/a"));
    assertRefused(401, "AUTH_INVALID_TOKEN", sluice.atHost(plain, HOST).get("/workloads/a"));
  }

  @Test
  @DisplayName("RFC 7662: the issuer is asked once, and not needed while its answer holds")
  void introspection_opaqueToken() throws IOException {
    Map<String, ?> claims =
        Map.of("active", true, "sub", "alice", "tid", "t", "pid", "p", "wid", "w", "scope", "read");
    issuer.issue("opaque-good", claims);
    issuer.issue(
        "opaque-scopeless", Map.of("active", true, "sub", "a", "tid", "t", "pid", "p", "wid", "w"));
    GatewayClient client = sluice.atHost(plain, HOST);
    GatewayClient good = client.withBearer("opaque-good");
    for (int call = 0; call < 20; call++) {
      assertEquals(200, good.get("/opaque").status());
    }
    assertEquals(1, issuer.requestCount());
    RecordedRequest seen = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
    assertEquals(Optional.of("alice"), seen.header("x-user-id"));
    assertEquals(Optional.empty(), seen.header("authorization"));
    assertRefused(401, "AUTH_INVALID_TOKEN", client.withBearer("opaque-unknown").get("/opaque"));
    assertRefused(401, "AUTH_INVALID_TOKEN", client.get("/opaque"));
    assertRefused(403, "AUTH_FORBIDDEN", client.withBearer("opaque-scopeless").get("/opaque"));

    issuer.close();
    assertRefused(503, "AUTHZ_UNAVAILABLE", client.withBearer("opaque-new").get("/opaque"));
    assertEquals(200, good.get("/opaque").status(), "its answer still holds");
    issuer.start();
    issuer.issue("opaque-new", claims);
    ControlPlaneState.awaitStatusAt(client.withBearer("opaque-new"), "/opaque", 200);

    sluice
        .sql()
        .execute(
            "insert into token_revocations (kind, issuer, subject, created_by)"
                + " values ('subject', 'legacy', 'alice', 'callers')");
    try {
      ControlPlaneState.awaitStatusAt(good, "/opaque", 401);
    } finally {
      sluice.sql().execute("delete from token_revocations where created_by = 'callers'");
    }
    String log = Files.readString(server.process().log());
    assertEquals(-1, log.indexOf(CANARY));
    assertEquals(-1, log.indexOf("opaque-"));
  }

  private GatewayResponse workload(TlsHandshakeClient client, String uri) {
    TestCa.Issued issued = authority.issue(uri);
    return client.withCertificate(issued.certificate(), issued.key()).get(HOST, "/workloads/a");
  }

  private static void assertRefused(int status, String code, GatewayResponse answer) {
    assertEquals(status + " " + code, answer.status() + " " + answer.errorCode());
  }
}
