package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.FakeCollector.Taken;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.telemetry.TracedStack;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests of the tracing of single routes, as a collector receives their spans. */
final class RouteTracingIT {
  private static final int CALLS = 200;

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
  void spans_ofRoute_haveTagsAndShare() {
    TestEnvironment sluice = new TestEnvironment(observed.stack());
    try (EdgeProduct all = product(sluice, "edge-traced", 100);
        EdgeProduct half = product(sluice, "edge-halved", 50);
        EdgeProduct none = product(sluice, "edge-untraced", 0)) {
      call(none.client(), "none");
      call(half.client(), "half");
      call(all.client(), "all");

      ConditionWait.awaitTrue(
          "all spans of the last calls arrive",
          ControlPlaneState.LIMIT,
          () -> traces("all") == CALLS);
      assertEquals(0, traces("none"));
      long sampled = traces("half");
      assertTrue(sampled > CALLS / 4 && sampled < CALLS * 3 / 4, () -> sampled + " of " + CALLS);
      assertTrue(spans("all").stream().allMatch(span -> span.attribute("site").equals("seoul")));
    }
  }

  private static void call(GatewayClient client, String plan) {
    for (int call = 0; call < CALLS; call++) {
      assertEquals(
          200,
          client.withHeader("x-plan", plan).withHeader("traceparent", parent()).get("/").status());
    }
  }

  private static String parent() {
    String hex = UUID.randomUUID().toString().replace("-", "");
    return "00-" + hex + "-" + hex.substring(16) + "-01";
  }

  private static long traces(String plan) {
    return spans(plan).stream().map(Taken::traceId).distinct().count();
  }

  private static List<Taken> spans(String plan) {
    return observed.collector().spans().stream()
        .filter(span -> span.attribute("plan").equals(plan))
        .toList();
  }

  private static EdgeProduct product(TestEnvironment sluice, String name, int percent) {
    return new EdgeProduct(sluice, name, sluice.echoPort())
        .policy(
            "tracing",
            "{\"percent\": "
                + percent
                + ", \"tags\": {\"plan\": \"%REQ(x-plan)%\", \"site\": \"seoul\"}}")
        .publishAndAwait(200);
  }
}
