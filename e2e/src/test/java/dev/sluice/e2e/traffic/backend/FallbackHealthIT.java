package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of a fallback backend that health checks alone select. */
@ExtendWith(TestEnvironmentExtension.class)
final class FallbackHealthIT {
  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  FallbackHealthIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 an unhealthy backend gets no request, and its fallback serves without retries")
  void fallback_unhealthyBackend_isSelected() {
    SwitchableUpstream main = upstreams.start("main");
    SwitchableUpstream spare = upstreams.start("spare");
    try (BackendProduct product = new BackendProduct(sluice, "fb-health", main.port())) {
      product.provider().addFallback("fb-health", "fb-health-2", spare.port());
      product
          .policy("retry", "{\"retries\": 0}")
          .policy("outlier_detection", "{\"gateway_errors\": 0}")
          .set(
              "health_check = '{\"http\": {\"path\": \"/healthz\"}, \"interval\": \"200ms\","
                  + " \"unhealthy_threshold\": 1, \"healthy_threshold\": 1}\'")
          .publish()
          .awaitOutcomes("main");
      main.respondWith(500);
      product.awaitOutcomes("spare");
      int before = main.requests();
      GatewayClient client = product.client();
      for (int i = 0; i < 20; i++) {
        GatewayResponse response = client.post("/", "{}");
        assertEquals("spare", response.body());
        assertEquals(Optional.of("true"), response.header("x-fallback"));
      }
      assertEquals(before, main.requests());
      main.respondWith(200);
      product.awaitOutcomes("main");
    }
  }
}
