package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of client certificates of listeners. */
@ExtendWith(TestEnvironmentExtension.class)
final class ClientCertificateIT {
  private static final String WORKLOAD = "spiffe://mesh.example/ns/shop/sa/cart";
  private static final String FORGED = "x-forwarded-client-cert: URI=spiffe://forged.example/a";

  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("clients");
  private final TestCa stranger = new TestCa("stranger");

  /** An authority with the name of the trusted one, so that clients do send its certificates. */
  private final TestCa impostor = new TestCa("clients");

  ClientCertificateIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void certificate_required_upstreamSeesIt() {
    try (ListenerRows rows = new ListenerRows(sluice, "mtls-require")) {
      rows.writeSecret("mtls-require", authority, "localhost");
      int port = rows.addHttps("https", "mtls-require", ", tls", tls("mtls-require", "require"));
      ListenerRows.await("200", () -> status(rows, port, authority));
      assertEquals("refused", ListenerRows.outcome(() -> status(rows, port, impostor)));
      assertEquals("refused", ListenerRows.outcome(() -> anonymous(rows, port)));
      try (TlsSocket socket = TlsSocket.open(port, "localhost", authority.issue(WORKLOAD))) {
        String seen = socket.get(rows.host(), "/", FORGED);
        assertTrue(seen.contains("URI=" + WORKLOAD), seen);
        assertTrue(seen.contains("Subject="), seen);
        assertFalse(seen.contains("forged"), seen);
      }
    }
  }

  @Test
  void certificate_optional_butNotWrong() {
    try (ListenerRows rows = new ListenerRows(sluice, "mtls-optional")) {
      rows.writeSecret("mtls-optional", authority, "localhost");
      int port = rows.addHttps("https", "mtls-optional", ", tls", tls("mtls-optional", "optional"));
      ListenerRows.await("200", () -> anonymous(rows, port));
      assertEquals("200", status(rows, port, authority));
      assertEquals("refused", ListenerRows.outcome(() -> status(rows, port, impostor)));
      try (TlsSocket socket = TlsSocket.open(port, "localhost")) {
        assertFalse(socket.get(rows.host(), "/", FORGED).contains("forged"));
      }
    }
  }

  @Test
  void authorities_replaced_newClientsPass() {
    try (ListenerRows rows = new ListenerRows(sluice, "mtls-rotate")) {
      rows.writeSecret("mtls-rotate", authority, "localhost");
      int port = rows.addHttps("https", "mtls-rotate", ", tls", tls("mtls-rotate", "require"));
      ListenerRows.await("200", () -> status(rows, port, authority));
      authority.issueForHosts("localhost").write(rows.secret("mtls-rotate"), authority, stranger);
      ListenerRows.await("200", () -> status(rows, port, stranger));
      assertEquals("200", status(rows, port, authority));
      authority.issueForHosts("localhost").write(rows.secret("mtls-rotate"), stranger);
      ListenerRows.await("refused", () -> status(rows, port, authority));
      assertEquals("200", status(rows, port, stranger));
    }
  }

  @Test
  void authorities_missing_nobodyPasses() {
    try (ListenerRows rows = new ListenerRows(sluice, "mtls-missing")) {
      rows.writeSecret("mtls-missing", authority, "localhost");
      int port = rows.addHttps("https", "mtls-missing", ", tls", tls("mtls-late", "optional"));
      rows.awaitFindings(
          "https", "tls/client_certificates/ca: secret mtls-late: mtls-late.ca.crt is missing");
      assertEquals("refused", ListenerRows.outcome(() -> anonymous(rows, port)));
      rows.writeSecret("mtls-late", authority, "localhost");
      ListenerRows.await("200", () -> anonymous(rows, port));
      rows.awaitFindings("https");
    }
  }

  private static String tls(String ca, String mode) {
    return ", '{\"client_certificates\": {\"ca\": \"%s\", \"mode\": \"%s\"}}'".formatted(ca, mode);
  }

  private static String anonymous(ListenerRows rows, int port) {
    try (TlsSocket socket = TlsSocket.open(port, "localhost")) {
      return socket.status(rows.host());
    }
  }

  private static String status(ListenerRows rows, int port, TestCa issuer) {
    try (TlsSocket socket = TlsSocket.open(port, "localhost", issuer.issue(WORKLOAD))) {
      return socket.status(rows.host());
    }
  }
}
