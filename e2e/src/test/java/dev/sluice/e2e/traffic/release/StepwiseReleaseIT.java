package dev.sluice.e2e.traffic.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of releases in steps, which end by themselves if the new backend fails. */
@ExtendWith(TestEnvironmentExtension.class)
final class StepwiseReleaseIT {
  private static final String STEPS =
      """
      [{"weight": 5, "hold": "2s"}, {"weight": 50, "hold": "2s"}, {"weight": 100, "hold": "1s"}]
      """;
  private static final String LONG_STEP = "[{\"weight\": 20, \"hold\": \"10m\"}]";
  private static final String GUARD = "{\"max_error_percent\": 10, \"min_requests\": 10}";
  private static final int RATE = 200;

  private final TestEnvironment sluice;

  StepwiseReleaseIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a good release goes through its steps, each one a revision")
  void c81_goodRelease_completes() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-good");
        ConstantRateLoad load = product.load(RATE)) {
      long before = product.revisions();
      product.startRelease(STEPS, GUARD);
      product.awaitRelease("completed");
      assertEquals(List.of("0", "100"), product.weights());
      assertEquals("1|5,2|50,3|100", steps(product));
      ConditionWait.awaitTrue(
          "each step has its revision",
          ControlPlaneState.LIMIT,
          () -> product.revisions() >= before + 3);
      ConditionWait.awaitTrue(
          "every node has the last step",
          ControlPlaneState.LIMIT,
          () -> sluice.controlPlane().inSync());
      long last = product.next().requests();
      long stable = product.stable().requests();
      ConditionWait.awaitTrue(
          "the next backend has all calls",
          ControlPlaneState.LIMIT,
          () -> product.next().requests() > last + 100);
      assertTrue(product.stable().requests() - stable < 10);
      assertEquals(Set.of("call 200"), load.outcomes().keySet());
    }
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a release that answers 500 at 5 % is taken back by itself")
  void c81_badRelease_isTakenBack() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-bad");
        ConstantRateLoad load = product.load(RATE)) {
      product.next().respondWith(500);
      product.startRelease(STEPS, GUARD);
      ConditionWait.awaitTrue(
          "the first call is harmed", ControlPlaneState.LIMIT, () -> product.next().requests() > 0);
      long first = System.nanoTime();
      product.awaitRelease("rolled_back");
      assertEquals(List.of("100", "0"), product.weights());
      String reason = product.release("reason");
      assertTrue(reason.matches("step 1: (\\d+) of \\1 requests failed .*"), reason);
      awaitSilence(product);
      Duration took = Duration.ofNanos(product.next().lastNanos() - first);
      long harmed = load.outcomes().getOrDefault("call 500", 0L);
      System.out.printf(
          "a bad release: %d of %d requests harmed, back after %d ms; %s%n",
          harmed, load.count(), took.toMillis(), reason);
      assertEquals(Set.of("call 200", "call 500"), load.outcomes().keySet());
      assertEquals(product.next().requests(), harmed);
    }
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a slow release is taken back by itself")
  void c81_slowRelease_isTakenBack() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-slow");
        ConstantRateLoad _ = product.load(RATE)) {
      product.next().delayBy(Duration.ofMillis(1_500));
      product.startRelease(LONG_STEP, "{\"max_p95\": \"1s\", \"min_requests\": 5}");
      product.awaitRelease("rolled_back");
      assertEquals(List.of("100", "0"), product.weights());
      String reason = product.release("reason");
      assertTrue(reason.contains("(at most 1000 ms)"), reason);
    }
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a release is paused, resumed and aborted by an UPDATE")
  void c81_release_byHand() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-hand");
        ConstantRateLoad _ = product.load(RATE)) {
      product.startRelease(
          "[{\"weight\": 20, \"hold\": \"1s\"}, {\"weight\": 60, \"hold\": \"10m\"}]",
          "{\"min_requests\": 1000000}");
      ConditionWait.awaitTrue(
          "the step waits for requests",
          ControlPlaneState.LIMIT,
          () -> product.release("reason").startsWith("step 1 waits: "));
      product.setReleaseStatus("paused");
      product.updateGuard("{\"min_requests\": 1}");
      assertEquals("1", product.release("current_step"));
      product.setReleaseStatus("running");
      ConditionWait.awaitTrue(
          "the second step begins",
          ControlPlaneState.LIMIT,
          () -> product.release("current_step").equals("2"));
      assertEquals(List.of("40", "60"), product.weights());
      product.setReleaseStatus("aborted");
      ConditionWait.awaitTrue(
          "all calls go to the stable backend",
          ControlPlaneState.LIMIT,
          () -> product.weights().equals(List.of("100", "0")));
      awaitSilence(product);
    }
  }

  @Test
  @DisplayName("a release whose steps are invalid is aborted with field and reason")
  void release_invalidSteps_isAborted() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-invalid")) {
      product.startRelease("[{\"weight\": 120, \"hold\": \"10m\"}]", "{}");
      product.awaitRelease("aborted");
      String reason = product.release("reason");
      assertTrue(reason.startsWith("steps/0/weight: "), reason);
      assertEquals(List.of("100", "0"), product.weights());
    }
  }

  /** Returns the steps of the history, each with the weight at which it began. */
  private static String steps(TwoBackendProduct product) {
    return product.release(
        "(select string_agg((h ->> 'step') || '|' || (steps -> (h ->> 'step')::int - 1 ->>"
            + " 'weight'), ',') from jsonb_array_elements(history) h where h ->> 'status' ="
            + " 'running')");
  }

  private static void awaitSilence(TwoBackendProduct product) {
    ConditionWait.awaitTrue(
        "the next backend gets no calls",
        ControlPlaneState.LIMIT,
        () -> System.nanoTime() - product.next().lastNanos() > Duration.ofSeconds(1).toNanos());
  }
}
