package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of single rules of outlier detection. An endpoint that is ejected stays ejected. */
@ExtendWith(TestEnvironmentExtension.class)
final class EjectionRulesIT {
  private static final String TIMES =
      ", \"gateway_errors\": 0, \"interval\": \"500ms\", \"ejection\": \"5m\"}";

  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  EjectionRulesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void connectionErrors_closedPort_isEjected() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "od-connections", a.port())) {
      product
          .policy("outlier_detection", "{\"connection_errors\": 3" + TIMES)
          .policy("retry", "{\"retries\": 0}")
          .add(b.port())
          .publish()
          .awaitOutcomes("a", "b");
      a.kill();
      product.awaitOutcomes("b");
      assertEquals(Map.of("b", 40), product.call(40));
    }
  }

  @Test
  void serverErrors_inARow_areEjected() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "od-errors", a.port())) {
      product
          .policy("outlier_detection", "{\"server_errors\": 3" + TIMES)
          .add(b.port())
          .publish()
          .awaitOutcomes("a", "b");
      a.respondWith(500);
      product.awaitOutcomes("b");
      assertEquals(Map.of("b", 40), product.call(40));
    }
  }

  /** The deviation of one of three can be 1.41 at most, so that 1.9 would never eject it. */
  @Test
  void successRate_farBelowTheMean_isEjected() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    SwitchableUpstream c = upstreams.start("c");
    try (BackendProduct product = new BackendProduct(sluice, "od-success", a.port())) {
      product
          .policy(
              "outlier_detection",
              "{\"success_rate\": {\"min_endpoints\": 3, \"min_requests\": 2, \"deviations\": 1}"
                  + TIMES)
          .add(b.port())
          .add(c.port())
          .publish()
          .awaitOutcomes("a", "b", "c");
      a.respondWith(500);
      product.awaitOutcomes("b", "c");
      int before = a.requests();
      product.call(40);
      assertEquals(before, a.requests());
    }
  }

  @Test
  void maxEjectionPercent_hundred_ejectsAll() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "od-all", a.port())) {
      product
          .policy("load_balancer", "{\"panic_threshold\": 0}")
          .policy(
              "outlier_detection", "{\"server_errors\": 3, \"max_ejection_percent\": 100" + TIMES)
          .add(b.port())
          .publish()
          .awaitOutcomes("a", "b");
      a.respondWith(500);
      b.respondWith(500);
      product.awaitOutcomes("503 UPSTREAM_UNAVAILABLE");
      int before = a.requests() + b.requests();
      product.call(20);
      assertEquals(before, a.requests() + b.requests());
    }
  }
}
