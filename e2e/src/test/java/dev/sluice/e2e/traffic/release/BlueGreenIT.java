package dev.sluice.e2e.traffic.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of a switch from one backend to another. */
@ExtendWith(TestEnvironmentExtension.class)
final class BlueGreenIT {
  private final TestEnvironment sluice;

  BlueGreenIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 one UPDATE moves all calls to the other backend and back, and no call fails")
  void c81_switch_noCallFails() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-switch");
        ConstantRateLoad load = product.load(200)) {
      awaitOnly(product.stable(), product.next());
      product.setWeights(0, 100);
      awaitOnly(product.next(), product.stable());
      product.setWeights(100, 0);
      awaitOnly(product.stable(), product.next());
      assertEquals(Set.of("call 200"), load.outcomes().keySet());
    }
  }

  /** Waits until one backend gets a hundred calls, and the other none. */
  private static void awaitOnly(CountingUpstream used, CountingUpstream silent) {
    ConditionWait.awaitTrue(
        "one backend gets all calls",
        ControlPlaneState.LIMIT,
        () -> {
          long before = silent.requests();
          long goal = used.requests() + 100;
          return ConditionWait.becomesTrue(
                  ControlPlaneState.LIMIT,
                  () -> silent.requests() > before || used.requests() >= goal)
              && silent.requests() == before;
        });
  }
}
