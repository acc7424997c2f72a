package dev.sluice.e2e.traffic.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of releases on routes with a fallback backend, which hides failures from callers. */
@ExtendWith(TestEnvironmentExtension.class)
final class ReleaseFallbackIT {
  private static final String STEP = "[{\"weight\": 20, \"hold\": \"10m\"}]";
  private static final String GUARD = "{\"max_error_percent\": 10, \"min_requests\": 10}";
  private static final int RATE = 100;

  private final TestEnvironment sluice;

  ReleaseFallbackIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a release whose requests a fallback backend serves is taken back")
  void c81_servedByFallback_isTakenBack() {
    try (CountingUpstream spare = new CountingUpstream("spare");
        TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-spare")) {
      product.provider().addFallback("c81-spare", "c81-spare-2", spare.port());
      product.next().close();
      try (ConstantRateLoad load = product.load(RATE)) {
        product.startRelease(STEP, GUARD);
        product.awaitRelease("rolled_back");
        assertEquals(List.of("100", "0"), product.weights());
        String reason = product.release("reason");
        assertTrue(reason.matches("step 1: (\\d+) of \\1 requests failed .*"), reason);
        assertTrue(spare.requests() > 0, "the fallback served the requests of the new backend");
        // The retry budget of the route may end a few calls with 503.
        assertTrue(load.outcomes().getOrDefault("call 200", 0L) > load.count() * 9 / 10);
      }
    }
  }
}
