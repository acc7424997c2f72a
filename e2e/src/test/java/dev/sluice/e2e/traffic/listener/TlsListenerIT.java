package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of TLS settings of listeners, and of what a change of one listener leaves alone. */
@ExtendWith(TestEnvironmentExtension.class)
final class TlsListenerIT {
  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("tls");

  TlsListenerIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void version_belowMinimum_isRefused() {
    try (ListenerRows rows = new ListenerRows(sluice, "tls-version")) {
      rows.writeSecret("tls-version", authority, "localhost");
      int port = rows.addHttps("https", "tls-version", "", "");
      ListenerRows.await("TLSv1.2", () -> version(port, TlsListenerIT::requestTls12));
      assertEquals("TLSv1.3", version(port, parameters -> {}));
      rows.set("https", "tls = '{\"min_version\": \"1.3\"}'");
      ListenerRows.await("refused", () -> version(port, TlsListenerIT::requestTls12));
      assertEquals("TLSv1.3", version(port, parameters -> {}));
      rows.set("https", "tls = '{\"max_version\": \"1.2\"}'");
      ListenerRows.await("TLSv1.2", () -> version(port, parameters -> {}));
    }
  }

  @Test
  void cipherSuite_listed_isUsed() {
    try (ListenerRows rows = new ListenerRows(sluice, "tls-cipher")) {
      rows.writeSecret("tls-cipher", authority, "localhost");
      int port =
          rows.addHttps(
              "https",
              "tls-cipher",
              ", tls",
              ", '{\"cipher_suites\": [\"ECDHE-ECDSA-CHACHA20-POLY1305\"], \"alpn\": [\"http/1.1\"]}'");
      ListenerRows.await(
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          () -> {
            try (TlsSocket socket =
                TlsSocket.open(port, "localhost", TlsListenerIT::requestTls12)) {
              return socket.cipherSuite();
            }
          });
      try (TlsSocket socket =
          TlsSocket.open(
              port,
              "localhost",
              parameters -> parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"}))) {
        assertEquals("http/1.1", socket.applicationProtocol());
      }
    }
  }

  @Test
  void port_shared_hasCertificateOfRequestedHost() {
    try (ListenerRows rows = new ListenerRows(sluice, "tls-sni")) {
      rows.writeSecret("tls-any", authority, "any.example");
      rows.writeSecret("tls-one", authority, rows.host());
      rows.writeSecret("tls-wild", authority, "*.wild.example");
      int port = rows.addHttps("any", "tls-any", "", "");
      String columns = "protocol, tls_mode, hostname, secret_ref";
      rows.add("one", port, columns, "'HTTPS', 'terminate', '" + rows.host() + "', 'tls-one'");
      rows.add("wild", port, columns, "'HTTPS', 'terminate', '*.wild.example', 'tls-wild'");
      ListenerRows.await(rows.host(), () -> shown(port, rows.host()));
      ListenerRows.await("*.wild.example", () -> shown(port, "a.wild.example"));
      assertEquals("any.example", shown(port, "other.example"));
      assertEquals("any.example", shown(port, ""));
      assertEquals("200", status(port, rows.host()));
      try (TlsSocket socket = TlsSocket.open(port, "other.example")) {
        assertEquals("404", socket.status(rows.host()), "the host has a listener of its own");
      }

      // The oldest listener names the port at Envoy; the others stay without it.
      rows.delete("any");
      ListenerRows.await("refused", () -> shown(port, "other.example"));
      ListenerRows.await(rows.host(), () -> shown(port, rows.host()));
      ListenerRows.await("200", () -> status(port, rows.host()));
    }
  }

  @Test
  void changedListener_streamsOfAllListenersGoOn() {
    try (ListenerRows rows = new ListenerRows(sluice, "tls-drain")) {
      rows.writeSecret("tls-drain", authority, "localhost");
      int chat = sluice.stack().ports().of(StackPort.CHAT);
      rows.provider()
          .addProduct("tls-streams", chat)
          .publishProduct("tls-streams", "dev", "default");
      int port = rows.addHttps("https", "tls-drain", "", "");
      int other = rows.add("other", "protocol", "'HTTP'");
      ListenerRows.await("TLSv1.2", () -> version(port, TlsListenerIT::requestTls12));
      GatewayClient kept = stream(rows.provider().port());
      GatewayClient changed = stream(other);
      ControlPlaneState.awaitStatus(kept, 200);
      ControlPlaneState.awaitStatus(changed, 200);
      try (StreamedResponse first =
              kept.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt("ping"));
          StreamedResponse second =
              changed.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt("ping"))) {
        assertTrue(first.awaitNext().isPresent());
        assertTrue(second.awaitNext().isPresent());
        rows.set("https", "tls = '{\"min_version\": \"1.3\"}'");
        rows.set("other", "buffer_kb = 64");
        ListenerRows.await("refused", () -> version(port, TlsListenerIT::requestTls12));
        for (int event = 0; event < 200; event++) {
          assertTrue(first.awaitNext().isPresent());
          assertTrue(second.awaitNext().isPresent());
        }
        ControlPlaneState.awaitStatus(changed, 200);
      }
    }
  }

  @Test
  void wrongSettings_areFindings() {
    try (ListenerRows rows = new ListenerRows(sluice, "tls-wrong")) {
      rows.writeSecret("tls-wrong", authority, "localhost");
      String tls = ", tls";
      rows.addHttps("cipher", "tls-wrong", tls, ", '{\"cipher_suites\": [\"RC4-SHA\"]}'");
      rows.addHttps(
          "versions", "tls-wrong", tls, ", '{\"min_version\": \"1.3\", \"max_version\": \"1.2\"}'");
      rows.addHttps(
          "no-ca", "tls-wrong", tls, ", '{\"client_certificates\": {\"ca\": \"tls-none\"}}'");
      rows.add("plain", "protocol, tls", "'HTTP', '{\"min_version\": \"1.3\"}'");
      rows.awaitFindings("versions", "tls: min_version 1.3 is newer than max_version 1.2");
      rows.awaitFindings(
          "no-ca", "tls/client_certificates/ca: secret tls-none: tls-none.ca.crt is missing");
      rows.awaitFindings("plain", "tls: only a listener that terminates TLS has settings of TLS");
    }
  }

  private static void requestTls12(SSLParameters parameters) {
    parameters.setProtocols(new String[] {"TLSv1.2"});
  }

  private GatewayClient stream(int port) {
    return sluice
        .atHost(port, "tls-streams.dev.local.api.example.com")
        .withHeader("x-stub-endless", "true");
  }

  private static String version(int port, Consumer<SSLParameters> change) {
    try (TlsSocket socket = TlsSocket.open(port, "localhost", change)) {
      return socket.version();
    }
  }

  private static String shown(int port, String host) {
    try (TlsSocket socket = TlsSocket.open(port, host)) {
      return socket.shownHost();
    }
  }

  private static String status(int port, String host) {
    try (TlsSocket socket = TlsSocket.open(port, host)) {
      return socket.status(host);
    }
  }
}
