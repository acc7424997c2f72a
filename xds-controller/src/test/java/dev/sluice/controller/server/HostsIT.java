package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the routes that a real Envoy finds for a host. */
class HostsIT {
  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private EnvoyFixture fixture;
  private EnvoyProcess envoy;
  private int plain;
  private int marked;

  @BeforeEach
  void start() throws IOException {
    fixture = EnvoyFixture.open();
    fixture.update(
        fixture.gateway(
            "{name: plain, port: %d, protocol: HTTP}, {name: marked, port: %d, protocol: HTTP, hostname: '*.example.com'}"
                .formatted(freePort(), freePort()),
            EnvoyFixture.publish("exact", "blue", "shop.example.com")
                + ", "
                + EnvoyFixture.publish("wild", "green", "'*.example.com'")),
        List.of());
    envoy = fixture.start(folder);
    plain = envoy.port("gw/plain");
    marked = envoy.port("gw/marked");
    Await.until(() -> answer(marked, "a.example.com", "/").endsWith("green"));
    Await.until(() -> answer(plain, "shop.example.com", "/").endsWith("blue"));
  }

  /** Returns a port of each call's own, because listeners with one port are one listener. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void host_inAnotherCase_findsItsRoute() throws Exception {
    for (String host :
        List.of(
            "SHOP.EXAMPLE.COM", "Shop.Example.com:8080", "shop.example.com.", "shop.exAmple.com")) {
      assertTrue(answer(plain, host, "/").endsWith("blue"), host);
    }
    assertTrue(answer(plain, "Other.example.com", "/").contains("NOT_FOUND"));
  }

  @Test
  void host_inAnotherCase_isAuthorizedAndInspected() throws Exception {
    fixture.standIns.routes.clear();
    fixture.standIns.upstreamHeaders.clear();
    assertTrue(answer(plain, "SHOP.example.com", "/inspected").contains("DLP_UNAVAILABLE"));
    assertTrue(answer(marked, "A.example.com", "/inspected").contains("DLP_UNAVAILABLE"));
    assertTrue(answer(plain, "SHOP.example.com", "/").endsWith("blue"));
    assertEquals("exact/inspected", route());
    assertEquals("wild/inspected", route());
    assertEquals("exact/items", route());
    Map<String, String> upstream = fixture.standIns.upstreamHeaders.take();
    assertFalse(upstream.containsKey("x-sluice-host"), upstream::toString);
    assertEquals("SHOP.example.com", upstream.get("host"));
    assertTrue(fixture.standIns.upstreamHeaders.isEmpty());
  }

  @Test
  void wildcard_isForTheMarkedListener_andForOneLabel_afterExactHosts() throws Exception {
    assertTrue(answer(marked, "b.example.com", "/").endsWith("green"));
    assertTrue(answer(marked, "B.Example.com:99", "/").endsWith("green"));
    assertTrue(answer(marked, "shop.example.com", "/").endsWith("blue"));
    assertTrue(answer(marked, "SHOP.example.com", "/").endsWith("blue"));
    for (String host : List.of("a.b.example.com", "example.com", "a.example.org", "com", "*")) {
      assertTrue(answer(marked, host, "/").contains("NOT_FOUND"), host);
    }
    assertTrue(answer(plain, "b.example.com", "/").contains("NOT_FOUND"));
  }

  @Test
  void client_cannotNameAnotherHost() throws Exception {
    for (String host : List.of("other.org", "OTHER.org")) {
      String answer = RawHttp.get(plain, host, "/", "x-sluice-host: shop.example.com");
      assertTrue(answer.contains("NOT_FOUND"), answer);
    }
  }

  private String route() throws InterruptedException {
    return fixture.standIns.routes.take();
  }

  private String answer(int port, String host, String path) {
    try {
      return RawHttp.get(port, host, path);
    } catch (IOException e) {
      throw new IllegalStateException(envoy.log(), e);
    }
  }
}
