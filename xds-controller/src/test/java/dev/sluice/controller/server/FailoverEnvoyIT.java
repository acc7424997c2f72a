package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.ir.GatewayIr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the clusters that join backends with their fallbacks, on a real Envoy. */
class FailoverEnvoyIT {
  private static final String LISTENER = "{name: http, port: 0, protocol: HTTP}";
  private static final String BACKENDS = "backends: [{backend: blue, weight: 1}]";

  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void fallback_isAddedUsedAndRemoved() throws Exception {
    try (EnvoyFixture fixture = EnvoyFixture.open()) {
      fixture.update(gateway(fixture, BACKENDS), List.of());
      EnvoyProcess envoy = fixture.start(folder);
      int port = envoy.port("gw/http");
      assertEquals("blue", get(port).body(), envoy::log);
      fixture.update(gateway(fixture, BACKENDS + ", fallbacks: [green]"), List.of());
      Await.until(() ->
          envoy
              .admin("/config_dump?resource=dynamic_route_configs")
              .contains("failover/p1/items/blue"));
      HttpResponse<String> before = get(port);
      assertEquals("blue", before.body());
      assertEquals(Optional.empty(), before.headers().firstValue("x-fallback"));
      fixture.standIns.stopBlue();
      HttpResponse<String> after = get(port);
      assertEquals("green", after.body(), envoy::log);
      assertEquals(Optional.of("true"), after.headers().firstValue("x-fallback"));
      fixture.update(gateway(fixture, BACKENDS), List.of());
      Await.until(() -> get(port).statusCode() == 503);
      assertTrue(fixture.controller.refusals("lab/envoy-1").isEmpty());
    }
  }

  private static GatewayIr gateway(EnvoyFixture fixture, String backends) {
    String publish = EnvoyFixture.publish("p1", "blue", "127.0.0.1").replace(BACKENDS, backends);
    return fixture.gateway(LISTENER, publish);
  }

  private HttpResponse<String> get(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/items");
    try {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
