package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.probe.ProbeResult;
import dev.sluice.ctl.doctor.probe.TrafficProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that call a server: probe, and envoy with an admin address. */
@Tag("N-12")
class DoctorHttpTest {
  private static final Path ENVOY = Path.of("src/test/resources/doctor/envoy");

  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      new CommandLine(new DoctorCommandGroup())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(out))
          .setCaseInsensitiveEnumValuesAllowed(true);
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String address;
  private volatile int status = 401;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = HttpServer.create(any, 0);
    server.createContext("/", this::answer);
    server.createContext("/keys", exchange -> send(exchange, 200, "{\"keys\":[{\"kty\":\"EC\"}]}"));
    server.createContext("/no-keys", exchange -> send(exchange, 200, "{\"keys\":[]}"));
    server.createContext("/large", exchange -> send(exchange, 200, "x".repeat(2 << 20)));
    for (String name : List.of("config_dump", "certs", "clusters")) {
      String json = Files.readString(ENVOY.resolve(name + ".json"));
      server.createContext("/admin/" + name, exchange -> send(exchange, 200, json));
    }
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void probe_refusingGateway_hasNoFindings() {
    assertEquals(0, command.execute("probe", address + "/v1/chat"), out::toString);
    assertTrue(out.toString().contains("a request without a token: refused (401)"), out::toString);
    assertTrue(out.toString().contains("a path that no route has: refused (401)"), out::toString);
  }

  @Test
  void probe_sendsForgedTokens() {
    command.execute("probe", address + "/v1/chat");
    assertEquals(2, credentials.size(), credentials::toString);
    assertTrue(
        credentials.getFirst().matches("Bearer [\\w-]+\\.[\\w-]+\\."), credentials::toString);
    assertTrue(credentials.getLast().matches("Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+"));
  }

  @Test
  void probe_openGateway_isReported() {
    status = 200;
    assertEquals(1, command.execute("probe", address + "/v1/chat"));
    assertEquals(
        4, out.toString().lines().filter(line -> line.contains("traffic-unchecked")).count());
  }

  @Test
  void probe_failingGateway_isWarning() {
    status = 503;
    assertEquals(0, command.execute("probe", address + "/v1/chat"), out::toString);
    assertTrue(out.toString().contains("refused-by-failure"), out::toString);
  }

  @Test
  void probe_otherClock_isReported() throws Exception {
    Instant later = Instant.now().plusSeconds(3600);
    ProbeResult result = new TrafficProbe(() -> later).send(URI.create(address + "/v1/chat"));
    assertEquals(
        List.of(WiringFault.CLOCK_SKEW),
        result.findings().stream().map(WiringFinding::fault).toList());
  }

  @Test
  void probe_keysOfIssuer_areFetched() {
    assertEquals(0, command.execute("probe", address + "/v1/chat", "--jwks", address + "/keys"));
    assertTrue(out.toString().contains("/keys: 1 keys"), out::toString);
  }

  @Test
  void probe_badKeys_areReported() {
    for (String path : List.of("/no-keys", "/large", "/missing")) {
      out.getBuffer().setLength(0);
      assertEquals(
          1, command.execute("probe", address + "/v1/chat", "--jwks", address + path), path);
      assertTrue(out.toString().contains("jwks-unreachable"), out::toString);
    }
  }

  @Test
  void probe_nobodyListens_exitTwo() {
    assertEquals(2, command.execute("probe", "http://127.0.0.1:1/"));
  }

  @Test
  void envoy_adminAddress_isRead() {
    // The short-lived certificate of the fixture has ended by now.
    assertEquals(1, command.execute("envoy", address + "/admin"), out::toString);
    assertTrue(out.toString().contains("certs:/certificates/0/cert_chain/1"), out::toString);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String credential = exchange.getRequestHeaders().getFirst("Authorization");
    if (credential != null) {
      credentials.add(credential);
    }
    send(exchange, status, "{}");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
