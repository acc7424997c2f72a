package dev.sluice.e2e.traffic.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of a split by weights. */
@ExtendWith(TestEnvironmentExtension.class)
final class CanaryIT {
  private static final int CALLS = Sweep.of(3_000, 10_000);
  private static final int CALLERS = 4;
  private static final Duration BACK = Duration.ofSeconds(2);

  private final TestEnvironment sluice;

  CanaryIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 weights 90 and 10 give the canary 10 % of the calls")
  void c81_weights_shareTheCalls() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-share")) {
      product.setWeights(90, 10);
      ConditionWait.awaitTrue(
          "the canary is called",
          ControlPlaneState.LIMIT,
          () -> product.client().get("/").header("x-upstream").orElse("").equals("next"));
      long before = product.next().requests();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          threads.execute(() -> {
            for (int n = 0; n < CALLS / CALLERS; n++) {
              product.client().get("/");
            }
          });
        }
      }
      double percent = 100.0 * (product.next().requests() - before) / CALLS;
      System.out.printf("canary of 10 %%: %.2f %% of %d calls%n", percent, CALLS);
      assertEquals(10, percent, Sweep.all() ? 1 : 2);
    }
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 the canary is taken back within 2 s, and no call fails")
  void c81_weights_areTakenBack() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-back");
        ConstantRateLoad load = product.load(200)) {
      product.setWeights(50, 50);
      ConditionWait.awaitTrue(
          "the canary is called", ControlPlaneState.LIMIT, () -> product.next().requests() > 50);
      product.setWeights(100, 0);
      long written = System.nanoTime();
      ConditionWait.awaitTrue(
          "the canary is silent",
          ControlPlaneState.LIMIT,
          () -> System.nanoTime() - product.next().lastNanos() > BACK.toNanos());
      Duration took = Duration.ofNanos(product.next().lastNanos() - written);
      System.out.printf("back at 100/0 after %d ms%n", took.toMillis());
      assertTrue(took.compareTo(BACK) < 0, took::toString);
      assertEquals(Set.of("call 200"), load.outcomes().keySet());
    }
  }
}
