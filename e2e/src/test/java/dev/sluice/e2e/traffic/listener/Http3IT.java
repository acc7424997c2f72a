package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
      try (Http3Client client = new Http3Client(port, rows, "quic")) {
        ListenerRows.await("200", () -> client.status(rows.host()));
        String before = http3Requests();
        assertEquals("200", client.status(rows.host()));
        assertEquals("404", client.status("other.example"));
        assertNotEquals(before, http3Requests());
      }
      String announced = "alt-svc: h3=\":" + port + "\"; ma=86400";
      assertTrue(overTcp(port, rows.host()).contains(announced));
      assertTrue(overTcp(port, "other.example").contains(announced));
      rows.set("https", "http3 = false");
      ListenerRows.await(
          "false", () -> Boolean.toString(overTcp(port, rows.host()).contains("alt-svc")));
      try (Http3Client client = new Http3Client(port, rows, "quic")) {
        ListenerRows.await("503", () -> client.status(rows.host()));
      }
    }
  }

  @Test
  void allowedCidrs_holdForQuic() {
    try (ListenerRows rows = new ListenerRows(sluice, "quic-cidr")) {
      rows.writeSecret("quic-cidr", authority, "localhost");
      int port = rows.addHttps("https", "quic-cidr", ", http3", ", true");
      try (Http3Client client = new Http3Client(port, rows, "quic-cidr")) {
        ListenerRows.await("200", () -> client.status(rows.host()));
      }
      rows.set("https", "allowed_cidrs = '{10.0.0.0/8}'");
      ListenerRows.await("refused", () -> overTcp(port, rows.host()));
      try (Http3Client client = new Http3Client(port, rows, "quic-cidr")) {
        ListenerRows.await("503", () -> client.status(rows.host()));
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
      int old =
          rows.addHttps("old", "quic-not", ", http3, tls", ", true, '{\"max_version\": \"1.2\"}'");
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

  private static String overTcp(int port, String host) {
    try (TlsSocket socket = TlsSocket.open(port, "localhost")) {
      return socket.get(host, "/");
    }
  }

  /** An Envoy that sends requests over HTTP/3. */
  private final class Http3Client implements AutoCloseable {
    private final int port = StackPorts.findFreePort();
    private final StaticEnvoy envoy;

    Http3Client(int gateway, ListenerRows rows, String secret) {
      envoy =
          StaticEnvoy.start(
              sluice.stack().settings(),
              "http3-client.yaml",
              Map.of("port", port, "gateway", gateway, "authority", rows.secret(secret)));
    }

    String status(String host) {
      return Integer.toString(sluice.atHost(port, host).get("/").status());
    }

    @Override
    public void close() {
      envoy.close();
    }
  }

  private String http3Requests() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
        .get("/stats?filter=downstream_rq_http3_total")
        .body();
  }
}
