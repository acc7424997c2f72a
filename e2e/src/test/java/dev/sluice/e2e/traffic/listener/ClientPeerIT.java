package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of what extauthz-server learns from a listener: certificate and PROXY header. */
@ExtendWith(TestEnvironmentExtension.class)
final class ClientPeerIT {
  private static final String HOST = "peers.dev.local.api.example.com";

  private final TestEnvironment sluice;
  private final ManagedProcess server;
  private final Path config;
  private final TestCa authority = new TestCa("peers");
  private String before = "";

  ClientPeerIT(TestEnvironment sluice) {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
  }

  @BeforeEach
  void ownPolicy() throws IOException {
    Path shipped = sluice.stack().settings().root().policies().resolve("authz.yaml");
    Path policy =
        Files.createDirectories(sluice.stack().settings().stateFolder("peer-policy"))
            .resolve("authz.yaml");
    Files.writeString(
        policy,
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: peers-1}
        spec:
          levels: [{path: "*", level: viewer}]
          addresses:
            - {id: proxied, allow: [203.0.113.0/24], hosts: [%s], routes: [/proxied]}
          conditions:
            - id: partner
              hosts: [%s]
              routes: [/partner]
              require: request.principal == 'spiffe://mesh.example/partner'
        """
            .formatted(HOST, HOST));
    before = Files.readString(config);
    restart(before.replace(shipped.toString(), policy.toString()));
  }

  @AfterEach
  void shippedPolicy() throws IOException {
    restart(before);
  }

  @Test
  void rules_seeAddressAndPrincipal() {
    try (ListenerRows rows = new ListenerRows(sluice, "peers")) {
      rows.writeSecret("peers", authority, "localhost");
      int proxied = rows.add("proxied", "protocol, proxy_protocol", "'HTTP', true");
      ListenerRows.await("200", () -> proxied(proxied, "203.0.113.7"));
      assertEquals("403", proxied(proxied, "198.51.100.7"));
      int secure =
          rows.addHttps(
              "https", "peers", ", tls", ", '{\"client_certificates\": {\"ca\": \"peers\"}}'");
      ListenerRows.await("200", () -> secure(secure, "spiffe://mesh.example/partner"));
      assertEquals("403", secure(secure, "spiffe://mesh.example/other"));
    }
  }

  private static String proxied(int port, String address) {
    try (RawHttpCall call = RawHttpCall.connect(port)) {
      call.sendRaw("PROXY TCP4 " + address + " 127.0.0.1 40000 80\r\n");
      return Integer.toString(call.get("/proxied", Map.of("host", HOST)).readResponse().status());
    }
  }

  private String secure(int port, String uri) {
    try (TlsSocket socket = TlsSocket.open(port, "localhost", authority.issue(uri))) {
      return socket.get(HOST, "/partner").substring("HTTP/1.1 ".length()).substring(0, 3);
    }
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
