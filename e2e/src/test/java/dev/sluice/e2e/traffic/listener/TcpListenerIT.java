package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of listeners without requests: TCP, and TLS that ends here or at the backend. */
@ExtendWith(TestEnvironmentExtension.class)
final class TcpListenerIT {
  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("tcp");

  TcpListenerIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void tcp_connectionReachesBackend_alsoWhenItMoves() {
    try (LineServer one = new LineServer("one");
        LineServer two = new LineServer("two");
        ListenerRows rows = new ListenerRows(sluice, "tcp-plain")) {
      String backend = rows.addBackend("tcp-plain-db", one.port());
      int port = rows.add("database", "protocol, backend_id", "'TCP', " + backend);
      ListenerRows.await("one hello", () -> line(port));
      try (LineServer.Connection kept = new LineServer.Connection(port)) {
        assertEquals("one first", kept.send("first"));
        sluice
            .sql()
            .execute(
                "update backend_endpoints set port = ? where backend_id = " + backend, two.port());
        ListenerRows.await("two hello", () -> line(port));
        assertEquals("one second", kept.send("second"));
      }
      rows.delete("database");
      ListenerRows.await("refused", () -> line(port));
    }
  }

  @Test
  void allowedCidrs_closeOtherConnections() {
    try (LineServer server = new LineServer("one");
        ListenerRows rows = new ListenerRows(sluice, "tcp-cidr")) {
      String backend = rows.addBackend("tcp-cidr-db", server.port());
      int port =
          rows.add(
              "database",
              "protocol, backend_id, allowed_cidrs",
              "'TCP', " + backend + ", '{127.0.0.0/8}'");
      ListenerRows.await("one hello", () -> line(port));
      rows.set("database", "allowed_cidrs = '{10.0.0.0/8, 2001:db8::/32}'");
      ListenerRows.await("refused", () -> line(port));
      rows.set("database", "allowed_cidrs = '{10.0.0.0/8, 127.0.0.1/32}'");
      ListenerRows.await("one hello", () -> line(port));
    }
  }

  @Test
  void maxConnections_furtherOneIsClosed() {
    try (LineServer server = new LineServer("one");
        ListenerRows rows = new ListenerRows(sluice, "tcp-limit")) {
      String backend = rows.addBackend("tcp-limit-db", server.port());
      int port =
          rows.add(
              "database", "protocol, backend_id, max_connections", "'TCP', " + backend + ", 1");
      ListenerRows.await("one hello", () -> line(port));
      ListenerRows.await(
          "one first, refused",
          () -> {
            try (LineServer.Connection kept = new LineServer.Connection(port)) {
              return kept.send("first") + ", " + ListenerRows.outcome(() -> line(port));
            }
          });
      ListenerRows.await("one hello", () -> line(port));
      int http = rows.add("limited", "protocol, max_connections", "'HTTP', 1");
      ListenerRows.await(
          "200", () -> Integer.toString(sluice.atHost(http, rows.host()).get("/").status()));
      ListenerRows.await(
          "refused", () -> Integer.toString(sluice.atHost(http, rows.host()).get("/").status()));
    }
  }

  @Test
  void tls_terminated_backendGetsPlainBytes() {
    try (LineServer server = new LineServer("one");
        ListenerRows rows = new ListenerRows(sluice, "tcp-tls")) {
      rows.writeSecret("tcp-tls", authority, "db.example");
      String backend = rows.addBackend("tcp-tls-db", server.port());
      int port =
          rows.add(
              "database",
              "protocol, tls_mode, secret_ref, tls, backend_id",
              "'TLS', 'terminate', 'tcp-tls', '{\"min_version\": \"1.3\", \"client_certificates\":"
                  + " {\"ca\": \"tcp-tls\"}}', "
                  + backend);
      ListenerRows.await(
          "db.example one hello",
          () -> {
            try (TlsSocket socket =
                TlsSocket.open(port, "db.example", authority.issueForHosts("client"))) {
              return socket.shownHost() + " " + socket.sendLine("hello");
            }
          });
      assertEquals("refused", ListenerRows.outcome(() -> anonymousLine(port)));
    }
  }

  @Test
  void tls_passedThrough_byRequestedHost() {
    try (ListenerRows rows = new ListenerRows(sluice, "tcp-pass")) {
      rows.writeSecret("tcp-pass", authority, "inner.example");
      rows.writeSecret("tcp-outer", authority, "outer.example");
      int inner = rows.addHttps("inner", "tcp-pass", "", "");
      String backend = rows.addBackend("tcp-pass-inner", inner);
      int port =
          rows.add(
              "through",
              "protocol, tls_mode, hostname, backend_id",
              "'TLS', 'passthrough', 'inner.example', " + backend);
      ListenerRows.await("inner.example", () -> shown(port, "inner.example"));
      assertEquals("refused", ListenerRows.outcome(() -> shown(port, "other.example")));
      assertEquals("refused", ListenerRows.outcome(() -> line(port)));
      try (TlsSocket socket = TlsSocket.open(port, "inner.example")) {
        assertTrue(socket.get(rows.host(), "/").startsWith("HTTP/1.1 200"));
      }
      rows.add(
          "outer", port, "protocol, tls_mode, secret_ref", "'HTTPS', 'terminate', 'tcp-outer'");
      ListenerRows.await("outer.example", () -> shown(port, "other.example"));
      assertEquals("inner.example", shown(port, "inner.example"));
    }
  }

  @Test
  void wrongRows_areRefused() {
    try (ListenerRows rows = new ListenerRows(sluice, "tcp-wrong");
        ListenerRows others = new ListenerRows(sluice, "tcp-others")) {
      rows.add("no-backend", "protocol", "'TCP'");
      rows.awaitFindings("no-backend", "backend_id: a TCP listener needs a backend");
      String foreign = others.addBackend("tcp-foreign", 1);
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  sluice
                      .sql()
                      .tryExecute(
                          "update gateway_listeners set protocol = 'TCP', backend_id = "
                              + foreign
                              + " from gateways where gateways.id = gateway_id"
                              + " and gateways.name = 'tcp-wrong'"));
      assertTrue(refused.toString().contains("backend of another tenant"), refused::toString);
    }
  }

  private static String line(int port) {
    try (LineServer.Connection connection = new LineServer.Connection(port)) {
      return connection.send("hello");
    }
  }

  private static String shown(int port, String host) {
    try (TlsSocket socket = TlsSocket.open(port, host)) {
      return socket.shownHost();
    }
  }

  private static String anonymousLine(int port) {
    try (TlsSocket socket = TlsSocket.open(port, "db.example")) {
      return socket.sendLine("hello");
    }
  }
}
