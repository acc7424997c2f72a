package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the PROXY protocol, by which a load balancer reports the client's address. */
@ExtendWith(TestEnvironmentExtension.class)
final class ProxyProtocolIT {
  private final TestEnvironment sluice;

  ProxyProtocolIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void address_ofHeader_isTheClients() {
    try (ListenerRows rows = new ListenerRows(sluice, "proxied")) {
      int port = rows.add("proxied", "protocol, proxy_protocol", "'HTTP', true");
      ListenerRows.await("200", () -> call(rows, port, "203.0.113.7", "proxied-a"));
      assertEquals("refused", ListenerRows.outcome(() -> call(rows, port, "", "proxied-b")));
      String correlation = TestEnvironment.uniqueId("proxied");
      assertEquals("200", call(rows, port, "203.0.113.9", correlation));
      sluice.auditRows().awaitOne(correlation);
      assertEquals(
          "203.0.113.9",
          sluice
              .sql()
              .query(
                  "select host(client_ip) from audit_events where correlation_id = ?", correlation)
              .getFirst());
    }
  }

  @Test
  void allowedCidrs_applyToTheClient() {
    try (ListenerRows rows = new ListenerRows(sluice, "proxied-allowed")) {
      int port =
          rows.add(
              "proxied",
              "protocol, proxy_protocol, allowed_cidrs",
              "'HTTP', true, '{203.0.113.0/24}'");
      ListenerRows.await("200", () -> call(rows, port, "203.0.113.7", "proxied-c"));
      assertEquals(
          "refused", ListenerRows.outcome(() -> call(rows, port, "198.51.100.7", "proxied-d")));
    }
  }

  @Test
  void address_ofHeader_reachesUpstream() {
    try (ListenerRows rows = new ListenerRows(sluice, "proxied-upstream")) {
      int port = rows.add("proxied", "protocol, proxy_protocol", "'HTTP', true");
      ListenerRows.await("200", () -> call(rows, port, "203.0.113.7", "proxied-e"));
      String seen =
          sluice
              .stack()
              .upstream(StackPort.AGENT)
              .lastRequest()
              .orElseThrow()
              .header("x-forwarded-for")
              .orElse("");
      assertTrue(seen.contains("203.0.113.7"), seen);
    }
  }

  private static String call(ListenerRows rows, int port, String address, String correlation) {
    try (RawHttpCall call = RawHttpCall.connect(port)) {
      if (!address.isEmpty()) {
        call.sendRaw("PROXY TCP4 " + address + " 127.0.0.1 40000 80\r\n");
      }
      Map<String, String> headers = Map.of("host", rows.host(), "x-correlation-id", correlation);
      int status = call.get("/", headers).readResponse().status();
      return status == 0 ? "refused" : Integer.toString(status);
    }
  }
}
