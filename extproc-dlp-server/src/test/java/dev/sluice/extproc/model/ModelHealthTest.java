package dev.sluice.extproc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.extproc.model.ModelHealth.ImpairedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelHealthTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final ChosenModel A = model("a", List.of());
  private static final ChosenModel B = model("b", List.of());

  private long now;
  private final List<String> heard = new ArrayList<>();
  private final ModelHealth health =
      new ModelHealth(
          new ModelStateListener() {
            @Override
            public void onFirstAnswer(ModelLabel model) {
              heard.add(model.alias() + "/" + model.backend());
            }

            @Override
            public void onChange(ModelLabel model, ModelState state, String reason) {
              heard.add(model.id() + " " + state + " " + reason);
            }
          },
          () -> now,
          () -> Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(now)));

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 529})
  void failure_makesInactive(int status) {
    record(A, status);
    assertEquals(ModelState.INACTIVE, health.state("a"));
    assertEquals(ModelState.ACTIVE, health.state("b"));
    assertFalse(health.takeTrial("a"));
    assertEquals(List.of("alias/at-a", "a INACTIVE status " + status), heard);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 400, 401, 404})
  void otherAnswer_makesActive(int status) {
    record(A, 503);
    record(A, status);
    assertEquals(ModelState.ACTIVE, health.state("a"));
    assertEquals("a ACTIVE success", heard.getLast());
  }

  @Test
  void model_afterPause_isTriedOnce() {
    record(A, 503);
    pass(2);
    assertTrue(health.takeTrial("a"));
    assertFalse(health.takeTrial("a"));
    assertEquals(ModelState.INACTIVE, health.state("a"));
  }

  @Test
  void trial_failed_doublesInterval() {
    record(A, 503);
    pass(2);
    assertTrue(health.takeTrial("a"));
    record(A, 503);
    pass(3);
    assertFalse(health.takeTrial("a"));
    pass(1);
    assertTrue(health.takeTrial("a"));
  }

  @Test
  void failures_ofEarlierRequests_doNotDouble() {
    for (int i = 0; i < 100; i++) {
      record(A, 503);
    }
    pass(2);
    assertTrue(health.takeTrial("a"));
  }

  @Test
  void interval_hasLongestLength() {
    record(A, 503);
    for (int i = 0; i < 10; i++) {
      pass(30);
      assertTrue(health.takeTrial("a"));
      record(A, 503);
    }
  }

  @Test
  void trial_ofManyThreads_isTakenOnce() throws InterruptedException {
    record(A, 503);
    pass(2);
    AtomicInteger taken = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 1_000)
          .forEach(_ ->
              threads.execute(() -> {
                if (health.takeTrial("a")) {
                  taken.incrementAndGet();
                }
              }));
      threads.shutdown();
      assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
    }
    assertEquals(1, taken.get());
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 most of the last answers decide whether a model is slow, not a single one")
  void c82_singleSlowAnswer_changesNothing() {
    answer(A, 1, 60, 1, 60, 1);
    assertEquals(ModelState.ACTIVE, health.state("a"));
    answer(A, 6);
    assertEquals(ModelState.DEGRADED, health.state("a"));
    assertEquals("a DEGRADED slow", heard.getLast());
  }

  @Test
  void slowAnswers_tooFew_changeNothing() {
    answer(A, 60, 60);
    assertEquals(ModelState.ACTIVE, health.state("a"));
    answer(A, 60);
    assertEquals(ModelState.DEGRADED, health.state("a"));
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a slow model is active again below half of the limit")
  void c82_returnBelowHalfOfLimit() {
    answer(A, 6, 6, 6);
    answer(A, 4, 4, 4, 4, 4);
    assertEquals(ModelState.DEGRADED, health.state("a"));
    answer(A, 2, 2);
    assertEquals(ModelState.DEGRADED, health.state("a"));
    answer(A, 2);
    assertEquals(ModelState.ACTIVE, health.state("a"));
    assertEquals("a ACTIVE fast", heard.getLast());
  }

  @Test
  void slowModel_isTriedInGrowingIntervals() {
    answer(A, 6, 6, 6);
    assertFalse(health.takeTrial("a"));
    pass(2);
    assertTrue(health.takeTrial("a"));
    assertFalse(health.takeTrial("a"));
    answer(A, 6);
    pass(3);
    assertFalse(health.takeTrial("a"));
    pass(1);
    assertTrue(health.takeTrial("a"));
  }

  @Test
  void fastTrial_isFollowedByAnother() {
    answer(A, 6, 6, 6);
    pass(2);
    for (int trial = 0; trial < 3; trial++) {
      assertTrue(health.takeTrial("a"));
      answer(A, 1);
    }
    assertEquals(ModelState.ACTIVE, health.state("a"));
    assertFalse(health.takeTrial("a"));
  }

  @Test
  void slowModel_thatFails_isDegradedAfterSuccess() {
    answer(A, 6, 6, 6);
    record(A, 500);
    assertEquals(ModelState.INACTIVE, health.state("a"));
    record(A, 200);
    assertEquals(ModelState.DEGRADED, health.state("a"));
    assertEquals("a DEGRADED slow", heard.getLast());
  }

  @Test
  void latency_countsByLimitOfItsRoute() {
    for (int i = 0; i < 3; i++) {
      health.record(A, Duration.ofSeconds(6), Duration.ofSeconds(20));
      health.record(B, Duration.ofSeconds(6), Duration.ZERO);
    }
    assertEquals(ModelState.ACTIVE, health.state("a"));
    assertEquals(ModelState.ACTIVE, health.state("b"));
  }

  @Test
  void impaired_listsThemUntilForgotten() {
    record(B, 503);
    pass(1);
    answer(A, 6, 6, 6);
    assertEquals(
        List.of(
            new ImpairedModel("a", ModelState.DEGRADED, "slow", Instant.ofEpochSecond(1)),
            new ImpairedModel("b", ModelState.INACTIVE, "status 503", Instant.EPOCH)),
        health.impaired());
    record(B, 502);
    assertEquals("status 502", health.impaired().getLast().reason());
    assertEquals(Instant.EPOCH, health.impaired().getLast().since());
    pass(601);
    assertEquals(List.of(), health.impaired());
    assertEquals(ModelState.ACTIVE, health.state("a"));
    assertTrue(heard.contains("b ACTIVE no answer for a long time"), heard::toString);
  }

  @Test
  void record_ofChain_failsThoseBeforeAnswer() {
    ChosenModel first = model("a", List.of(B, model("c", List.of())));
    health.record(first, AnsweringModel.of("b at-b"), 200);
    assertEquals(ModelState.INACTIVE, health.state("a"));
    assertEquals(ModelState.ACTIVE, health.state("b"));
    health.record(first, Optional.empty(), 503);
    assertEquals(ModelState.INACTIVE, health.state("c"));
    assertTrue(heard.contains("c INACTIVE failed attempt"), heard::toString);
  }

  private void record(ChosenModel model, int status) {
    health.record(model, Optional.empty(), status);
  }

  private void answer(ChosenModel model, int... seconds) {
    for (int latency : seconds) {
      record(model, 200);
      health.record(model, Duration.ofSeconds(latency), LIMIT);
    }
  }

  private static ChosenModel model(String id, List<ChosenModel> next) {
    return new ChosenModel("alias", id, "at-" + id, id, id, false, next);
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}
