package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.FakeCollector.Taken;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.telemetry.TracedStack;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests of the tracing of single routes, as a collector receives their spans. */
final class RouteTracingIT {
  private static final int CALLS = 20;

  private static TracedStack observed;

  @BeforeAll
  static void start() {
    observed = new TracedStack();
  }

  @AfterAll
  static void stop() {
    observed.close();
  }

  @Test
  void spans_ofRoute_haveTags() {
    TestEnvironment sluice = new TestEnvironment(observed.stack());
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-traced", sluice.echoPort())) {
      product
          .policy("tracing", "{\"tags\": {\"plan\": \"%REQ(x-plan)%\", \"site\": \"seoul\"}}")
          .publishAndAwait(200);
      for (int call = 0; call < CALLS; call++) {
        assertEquals(200, product.client().withHeader("x-plan", "gold").get("/").status());
      }
      ConditionWait.awaitTrue(
          "the spans of all calls arrive",
          ControlPlaneState.LIMIT,
          () -> spans("gold").stream().map(Taken::traceId).distinct().count() == CALLS);
      assertTrue(spans("gold").stream().allMatch(span -> span.attribute("site").equals("seoul")));
    }
  }

  private static List<Taken> spans(String plan) {
    return observed.collector().spans().stream()
        .filter(span -> span.attribute("plan").equals(plan))
        .toList();
  }
}
