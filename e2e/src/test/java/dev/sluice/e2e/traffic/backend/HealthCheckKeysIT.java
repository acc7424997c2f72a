package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of single keys of health checks. An unhealthy endpoint gets no requests. */
@ExtendWith(TestEnvironmentExtension.class)
final class HealthCheckKeysIT {
  private static final String UNAVAILABLE = "503 UPSTREAM_UNAVAILABLE";

  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  HealthCheckKeysIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void host_ofCheck_isSent() {
    try (RawHttpUpstream upstream = new RawHttpUpstream();
        BackendProduct product = new BackendProduct(sluice, "hc-host", upstream.port())) {
      product.set(check("'http': {'path': '/healthz?deep=1', 'host': 'probe.example'}")).publish();
      ConditionWait.awaitTrue(
          "the upstream is checked",
          ControlPlaneState.LIMIT,
          () ->
              upstream
                  .lastRequest()
                  .filter(request -> request.start().equals("GET /healthz?deep=1 HTTP/1.1"))
                  .filter(request -> request.header("host").orElse("").equals("probe.example"))
                  .isPresent());
    }
  }

  @Test
  void statuses_listed_areHealthy() {
    SwitchableUpstream a = upstreams.start("a");
    a.respondWith(401);
    try (BackendProduct product = new BackendProduct(sluice, "hc-statuses", a.port())) {
      product
          .policy("load_balancer", "{\"panic_threshold\": 0}")
          .set(check("'http': {'path': '/healthz', 'statuses': ['401-403']}"))
          .publish(401)
          .set(check("'http': {'path': '/healthz', 'statuses': ['200', '402-499']}"))
          .awaitOutcomes(UNAVAILABLE);
    }
  }

  @Test
  void tcpAnswer_otherThanWanted_isUnhealthy() {
    SwitchableUpstream a = upstreams.start("a");
    try (BackendProduct product = new BackendProduct(sluice, "hc-text", a.port())) {
      product
          .policy("load_balancer", "{\"panic_threshold\": 0}")
          .set(
              check(
                  "'tcp': {'send': 'GET /healthz HTTP/1.1\\r\\nhost: a\\r\\n\\r\\n',"
                      + " 'receive': 'HTTP/1.1 200'}, 'timeout': '200ms', 'unhealthy_threshold': 1,"
                      + " 'healthy_threshold': 1"))
          .publish();
      a.respondWith(500);
      product.awaitOutcomes(UNAVAILABLE);
      a.respondWith(200);
      product.awaitOutcomes("a");
    }
  }

  @Test
  void timeout_slowEndpoint_decides() {
    SwitchableUpstream a = upstreams.start("a");
    String http = "'http': {'path': '/healthz'}, 'timeout': ";
    try (BackendProduct product = new BackendProduct(sluice, "hc-timeout", a.port())) {
      product
          .policy("load_balancer", "{\"panic_threshold\": 0}")
          .set(check(http + "'100ms'"))
          .publish();
      a.slowDown(Duration.ofMillis(300));
      ControlPlaneState.awaitStatus(product.client(), 503);
      product.set(check(http + "'30s'"));
      ControlPlaneState.awaitStatus(product.client(), 200);
    }
  }

  @Test
  void thresholds_countFailuresAndSuccesses() {
    SwitchableUpstream a = upstreams.start("a");
    try (BackendProduct product = new BackendProduct(sluice, "hc-thresholds", a.port())) {
      product
          .policy("load_balancer", "{\"panic_threshold\": 0}")
          .set(
              "health_check = '{\"http\": {\"path\": \"/healthz\"}, \"interval\": \"50ms\","
                  + " \"unhealthy_threshold\": 8, \"healthy_threshold\": 6}'")
          .publish();
      // A check that runs at the change may count for either side.
      int healthy = a.checks();
      a.respondWith(500);
      product.awaitOutcomes(UNAVAILABLE);
      int unhealthy = a.checks();
      assertTrue(unhealthy - healthy >= 7, () -> unhealthy + " after " + healthy);
      int failing = a.checks();
      a.respondWith(200);
      product.awaitOutcomes("a");
      int passing = a.checks();
      assertTrue(passing - failing >= 5, () -> passing + " after " + failing);
    }
  }

  private static String check(String members) {
    return "health_check = '{" + (members + ", 'interval': '200ms'").replace('\'', '"') + "}'";
  }
}
