package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.StaticEnvoy;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of HTTP/3. The client is another Envoy, which speaks only HTTP/3 to the gateway. */
@ExtendWith(TestEnvironmentExtension.class)
final class Http3IT {
  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("http3");

  Http3IT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void request_overQuic_isServed() {
    try (ListenerRows rows = new ListenerRows(sluice, "quic")) {
      rows.writeSecret("quic", authority, "localhost");
      int port = rows.addHttps("https", "quic", ", http3", ", true");
      int client = StackPorts.findFreePort();
      try (StaticEnvoy envoy =
          StaticEnvoy.start(
              sluice.stack().settings(),
              "http3-client.yaml",
              Map.of("port", client, "gateway", port, "authority", rows.secret("quic")))) {
        assertTrue(envoy != null);
        GatewayClient http3 = sluice.atHost(client, rows.host());
        ListenerRows.await("200", () -> Integer.toString(http3.get("/").status()));
        String before = http3Requests();
        assertEquals(200, http3.post("/any", "{}").status());
        assertEquals(404, http3.withHeader("Host", "other.example").get("/").status());
        assertTrue(!http3Requests().equals(before), before);
        try (TlsSocket socket = TlsSocket.open(port, "localhost")) {
          String response = socket.get(rows.host(), "/");
          assertTrue(response.contains("alt-svc: h3=\":" + port + "\"; ma=86400"), response);
        }
        rows.set("https", "http3 = false");
        ListenerRows.await("503", () -> Integer.toString(http3.get("/").status()));
        try (TlsSocket socket = TlsSocket.open(port, "localhost")) {
          assertTrue(!socket.get(rows.host(), "/").contains("alt-svc"));
        }
      }
    }
  }

  @Test
  void settings_thatHttp3Lacks_areFindings() {
    try (ListenerRows rows = new ListenerRows(sluice, "quic-not")) {
      rows.writeSecret("quic-not", authority, "localhost");
      rows.addHttps("proxied", "quic-not", ", http3, proxy_protocol", ", true, true");
      rows.awaitFindings(
          "proxied", "http3: HTTP/3 has no PROXY protocol; the listener is served without it");
      int old = rows.addHttps("old", "quic-not", ", http3, tls", ", true, '{\"max_version\": \"1.2\"}'");
      rows.awaitFindings(
          "old",
          "http3: HTTP/3 needs TLS 1.3; raise max_version; the listener is served without it");
      ListenerRows.await(
          "200",
          () -> {
            try (TlsSocket socket = TlsSocket.open(old, "localhost")) {
              return socket.status(rows.host());
            }
          });
    }
  }

  private String http3Requests() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
        .get("/stats?filter=downstream_rq_http3_total")
        .body();
  }
}
