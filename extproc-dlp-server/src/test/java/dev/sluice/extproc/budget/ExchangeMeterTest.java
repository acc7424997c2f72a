package dev.sluice.extproc.budget;

import static dev.sluice.extproc.budget.BudgetFixture.reported;
import static dev.sluice.extproc.budget.BudgetFixture.streamed;
import static dev.sluice.extproc.budget.BudgetFixture.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.extproc.budget.BudgetRefusal.Reason;
import dev.sluice.extproc.finding.ModelRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ExchangeMeterTest {
  private final BudgetFixture budgets = new BudgetFixture();

  private long used() {
    return Math.round(budgets.counters.highestShare() * 100);
  }

  @Test
  void admit_usedUp_refusesToPeriodEnd() {
    budgets.tokens("day", 100);
    budgets.stream(99).close(reported(100, 0));
    assertEquals(
        Optional.of(new BudgetRefusal(Reason.USED_UP, "day", 3_600)),
        budgets.open().admit(streamed(1)));
    budgets.now = Instant.parse("2026-02-01T00:00:00Z");
    assertEquals(Optional.empty(), budgets.open().admit(streamed(1)));
  }

  @Test
  void admit_moreThanIsLeft_isTooLarge() {
    budgets.tokens("day", 100);
    budgets.stream(10).close(reported(10, 0));
    assertEquals(Reason.TOO_LARGE, refused(whole(1, 90)));
    assertEquals(Optional.empty(), budgets.open().admit(whole(1, 89)));
  }

  @Test
  void admit_whileOthersReserve_isTemporary() {
    budgets.tokens("day", 100);
    ExchangeMeter running = budgets.open();
    assertEquals(Optional.empty(), running.admit(whole(10, 80)));
    assertEquals(
        Optional.of(new BudgetRefusal(Reason.RESERVED, "day", 1)),
        budgets.open().admit(whole(10, 20)));
    running.close(reported(10, 5));
    assertEquals(Optional.empty(), budgets.open().admit(whole(10, 20)));
  }

  @Test
  void admit_wholeWithoutLimit_reservesDefault() {
    budgets.tokens("day", 100);
    ModelRequest request = new ModelRequest("", 10, OptionalInt.empty(), 2, false);
    assertEquals(Reason.TOO_LARGE, refused(request));
  }

  @Test
  void admit_streamsWithLargeLimit_reserveInputOnly() {
    budgets.tokens("day", 100);
    ModelRequest request = new ModelRequest("", 10, OptionalInt.of(100_000), 1, true);
    for (int i = 0; i < 9; i++) {
      assertEquals(Optional.empty(), budgets.open().admit(request));
    }
  }

  @Test
  void passes_usedUp_oneEventOver() {
    budgets.tokens("day", 100);
    ExchangeMeter meter = budgets.stream(2);
    int events = 0;
    while (meter.passes(4L * (events + 1))) {
      events++;
    }
    assertEquals(25, events);
    assertEquals(Reason.CUT, meter.refusal().orElseThrow().reason());
    assertEquals(102, used());
  }

  @Test
  void passes_manyThreads_oneEventOver() throws Exception {
    budgets.tokens("day", 10_000);
    List<Callable<Long>> streams = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ExchangeMeter meter = budgets.stream(1);
      streams.add(() -> {
        long events = 0;
        while (meter.passes(7 * (events + 1))) {
          events++;
        }
        return 1 + 7 * events;
      });
    }
    long sum = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Long> stream : threads.invokeAll(streams)) {
        sum += stream.get();
      }
    }
    assertTrue(sum >= 10_000 && sum < 10_007, "" + sum);
  }

  @Test
  void passes_secondBudgetUsedUp_firstIsUnchanged() {
    budgets.tokens("wide", 1_000).tokens("narrow", 10);
    ExchangeMeter meter = budgets.stream(5);
    assertTrue(meter.passes(5));
    assertFalse(meter.passes(8));
    assertEquals("narrow", meter.refusal().orElseThrow().name());
    meter.close(AnswerUsage.NONE);
    budgets.rules.removeLast();
    assertEquals(Reason.TOO_LARGE, refused(whole(1, 990)));
    assertEquals(Optional.empty(), budgets.open().admit(whole(1, 989)));
  }

  @Test
  void close_withUsage_replacesEstimate() {
    budgets.tokens("day", 100);
    ExchangeMeter meter = budgets.stream(20);
    assertTrue(meter.passes(30));
    meter.close(reported(10, 25));
    assertEquals(35, used());
  }

  @Test
  void close_abortedStream_keepsWhatWasStreamed() {
    budgets.tokens("day", 100);
    ExchangeMeter meter = budgets.stream(20);
    meter.answered(200);
    assertTrue(meter.passes(30));
    meter.close(AnswerUsage.NONE);
    assertEquals(50, used());
  }

  @Test
  void close_wholeWithoutUsage_countsText() {
    budgets.tokens("day", 100);
    ExchangeMeter meter = budgets.open();
    assertEquals(Optional.empty(), meter.admit(whole(20, 70)));
    meter.close(new AnswerUsage(OptionalInt.empty(), OptionalInt.empty(), 0, 0, 15));
    assertEquals(35, used());
  }

  @Test
  void close_afterError_countsNothing() {
    budgets.tokens("day", 100);
    ExchangeMeter meter = budgets.open();
    assertEquals(Optional.empty(), meter.admit(whole(20, 70)));
    meter.answered(503);
    meter.close(AnswerUsage.NONE);
    meter.close(AnswerUsage.NONE);
    assertEquals(0, used());
  }

  @Test
  void weights_ofSorts_apply() {
    budgets.rules.add(
        new BudgetRule(
            "policy-1",
            "day",
            List.of(),
            BudgetPeriod.DAY,
            100_000,
            false,
            new BudgetWeights(1_000, 4_000, 100, 500),
            50,
            false));
    ExchangeMeter meter = budgets.stream(1);
    meter.close(new AnswerUsage(OptionalInt.of(20), OptionalInt.of(10), 10, 4, 0));
    // 10 + 10 * 0.1 + 6 * 4 + 4 * 0.5
    assertEquals(37, used());
  }

  @Test
  void cost_ofModel_counts() {
    budgets.rules.add(BudgetFixture.rule("money", 1_000, true, false));
    ExchangeMeter meter = budgets.open();
    assertEquals(
        Optional.empty(), meter.admit(new ModelRequest("priced", 1, OptionalInt.of(1), 1, false)));
    meter.close(reported(20, 10));
    assertEquals(40, used());
    assertEquals(Reason.UNPRICED, refused(whole(1, 1)));
  }

  @Test
  void shadow_overLimit_countsAndPasses() {
    budgets.rules.add(BudgetFixture.rule("day", 10_000, false, true));
    ExchangeMeter meter = budgets.stream(20);
    assertTrue(meter.passes(30));
    meter.close(AnswerUsage.NONE);
    assertEquals(500, used());
    assertEquals(List.of("day shadow"), budgets.decisions);
  }

  @Test
  void key_ofCaller_separatesCounters() {
    budgets.tokens("day", 100, BudgetKeyPart.TENANT, BudgetKeyPart.USER);
    budgets.stream(99);
    BudgetCaller bob = new BudgetCaller("acme", "bob", "", "", "", "route-1");
    assertEquals(Optional.empty(), budgets.open(bob).admit(streamed(99)));
    assertEquals(Reason.TOO_LARGE, refused(streamed(50)));
    // A call without a user is not counted.
    assertEquals(Optional.empty(), budgets.open(BudgetCaller.UNKNOWN).admit(streamed(1_000)));
  }

  @Test
  void enter_overLimit_refusesUntilOneEnds() {
    budgets.limits.add(
        new ConcurrentRule("policy-1", "streams", List.of(BudgetKeyPart.CREDENTIAL), 2, false));
    ExchangeMeter first = budgets.open();
    assertEquals(Optional.empty(), first.enter());
    assertEquals(Optional.empty(), budgets.open().enter());
    assertEquals(
        Optional.of(new BudgetRefusal(Reason.TOO_MANY_STREAMS, "streams", 1)),
        budgets.open().enter());
    first.close(AnswerUsage.NONE);
    assertEquals(Optional.empty(), budgets.open().enter());
  }

  private Reason refused(ModelRequest request) {
    return budgets.open().admit(request).orElseThrow().reason();
  }
}
