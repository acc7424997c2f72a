package dev.sluice.extauthz.quota;

import static dev.sluice.extauthz.quota.QuotaFixture.credential;
import static dev.sluice.extauthz.quota.QuotaFixture.key;
import static dev.sluice.extauthz.quota.QuotaFixture.passing;
import static dev.sluice.extauthz.quota.QuotaFixture.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.DrainedCounts;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaCountersTest {
  private static final IssuedCredential KEY = credential("s", "c");
  private static final IssuedCredential OTHER = credential("s", "d");

  private final QuotaFixture clock = new QuotaFixture("2026-01-30T12:00:00Z");
  private final AtomicInteger unknown = new AtomicInteger();
  private final QuotaCounters counters =
      new QuotaCounters(clock, (_, _, known) -> unknown.addAndGet(known ? 0 : 1));

  @Test
  void count_planWithoutQuota_isNotCounted() {
    assertNull(counters.count(KEY, plan(0, 0)));
    assertEquals(0, counters.size());
  }

  @Test
  void count_overDay_isDenied() {
    assertEquals(10, passing(counters, KEY, plan(10, 0), 20));
    assertEquals(
        new QuotaUse(false, "day", 10, 10, 86_400, 12 * 3_600), counters.count(KEY, plan(10, 0)));
    assertEquals(
        Map.of(key("s", "c", "2026-01-30"), 10L),
        counters.drain().counts(),
        "denied ones count not");
  }

  @Test
  void count_credentialsOfOneSubscription_share() {
    assertEquals(6, passing(counters, KEY, plan(10, 0), 6));
    assertEquals(4, passing(counters, OTHER, plan(10, 0), 20));
    assertEquals(10, passing(counters, credential("t", "e"), plan(10, 0), 20));
  }

  @Test
  void count_overMonth_waitsForNextMonth() {
    Plan plan = plan(0, 5);
    assertEquals(5, passing(counters, KEY, plan, 20));
    assertEquals(
        new QuotaUse(false, "month", 5, 5, 31 * 86_400, 36 * 3_600), counters.count(KEY, plan));
    clock.moveTo("2026-01-31T23:59:59.999Z");
    assertEquals(1, Objects.requireNonNull(counters.count(KEY, plan)).resetSeconds());
    clock.moveTo("2026-02-01T00:00:00Z");
    assertEquals(
        new QuotaUse(true, "month", 5, 1, 28 * 86_400, 28 * 86_400), counters.count(KEY, plan));
  }

  @Test
  void count_overBoth_waitsForTheLater() {
    Plan plan = plan(5, 5);
    assertEquals(5, passing(counters, KEY, plan, 20));
    assertEquals("month", Objects.requireNonNull(counters.count(KEY, plan)).name());
  }

  @Test
  void count_afterMidnight_startsAgain() {
    assertEquals(3, passing(counters, KEY, plan(3, 4), 20));
    clock.moveTo("2026-01-31T00:00:00Z");
    assertEquals(1, passing(counters, KEY, plan(3, 4), 20), "the month is over");
    assertEquals(
        Map.of(key("s", "c", "2026-01-30"), 3L, key("s", "c", "2026-01-31"), 1L),
        counters.drain().counts());
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-28T23:59:59Z, 1, 86401, 29",
    "2028-02-29T00:00:00Z, 86400, 86400, 29",
    "2027-02-28T23:00:00Z, 3600, 3600, 28",
    "2026-12-31T23:59:30Z, 30, 30, 31",
    "2026-04-01T00:00:00Z, 86400, 2592000, 30"
  })
  void resets_ofDayAndMonth_areInUtc(String time, long day, long month, long days) {
    clock.moveTo(time);
    passing(counters, KEY, plan(1, 0), 2);
    assertEquals(day, Objects.requireNonNull(counters.count(KEY, plan(1, 0))).resetSeconds());
    QuotaUse use = Objects.requireNonNull(counters.count(KEY, plan(0, 1)));
    assertEquals(month, use.resetSeconds());
    assertEquals(days * 86_400, use.periodSeconds());
  }

  @Test
  void count_showsTheNearestQuota() {
    assertEquals("day", Objects.requireNonNull(counters.count(KEY, plan(10, 200))).name());
    assertEquals("month", Objects.requireNonNull(counters.count(KEY, plan(100, 20))).name());
  }

  @Test
  void count_changedPlan_appliesAtOnce() {
    assertEquals(5, passing(counters, KEY, plan(5, 0), 20));
    assertEquals(3, passing(counters, KEY, plan(8, 0), 20));
    assertEquals(0, passing(counters, KEY, plan(2, 0), 20));
  }

  @Test
  void settle_totalsOfOthers_decide() {
    Plan plan = plan(10, 100);
    assertEquals(2, passing(counters, KEY, plan, 2));
    CountBatch<QuotaKey> batch = new CountBatch<>(UUID.randomUUID(), 1, counters.drain().counts());
    assertEquals(1, passing(counters, KEY, plan, 1), "after the batch");
    counters.settle(batch, totals(7, 60));
    QuotaUse use = Objects.requireNonNull(counters.count(KEY, plan));
    assertEquals(9, use.used(), "7 settled, of which 2 of here, and 2 since");
    assertEquals(1, passing(counters, KEY, plan, 20));
    assertEquals(3, unknown.get());
  }

  private static List<QuotaTotal> totals(long onDay, long inMonth) {
    int day = key("s", "c", "2026-01-30").epochDay();
    return List.of(
        new QuotaTotal("s", "", day, onDay, inMonth),
        new QuotaTotal("s", "c", day, onDay, inMonth));
  }

  @Test
  void settle_answerOfTheDayBefore_countsInTheMonth() {
    Plan plan = plan(10, 62);
    passing(counters, KEY, plan, 2);
    CountBatch<QuotaKey> batch = new CountBatch<>(UUID.randomUUID(), 1, counters.drain().counts());
    clock.moveTo("2026-01-31T00:00:01Z");
    assertEquals(1, passing(counters, KEY, plan, 1));
    counters.settle(batch, totals(10, 60));
    assertEquals(1, passing(counters, KEY, plan, 20), "60 and 2 in the month");
  }

  @Test
  void settle_answerOfTheMonthBefore_isIgnored() {
    clock.moveTo("2026-01-31T23:59:59Z");
    Plan plan = plan(0, 100);
    passing(counters, KEY, plan, 2);
    CountBatch<QuotaKey> batch = new CountBatch<>(UUID.randomUUID(), 1, counters.drain().counts());
    clock.moveTo("2026-02-01T00:00:01Z");
    counters.count(KEY, plan);
    counters.settle(batch, totals(99, 99));
    assertEquals(2, Objects.requireNonNull(counters.count(KEY, plan)).used());
  }

  @Test
  void restore_countsOfAnEarlierProcess_decide() {
    counters.restore(Map.of(key("s", "c", "2026-01-30"), 4L, key("s", "d", "2026-01-29"), 3L));
    assertEquals(6, passing(counters, KEY, plan(10, 0), 20));
    assertEquals(1, passing(counters, OTHER, plan(0, 14), 20), "3 and 10 in the month");
    assertEquals(
        Map.of(key("s", "c", "2026-01-30"), 6L, key("s", "d", "2026-01-30"), 1L),
        counters.drain().counts());
  }

  @Test
  void drain_deniedKey_asksForTotals() {
    passing(counters, KEY, plan(1, 0), 2);
    counters.drain();
    counters.count(KEY, plan(1, 0));
    assertEquals(Set.of(), counters.drain().asked(), "asked a moment ago");
    clock.moveTo("2026-01-30T12:00:06Z");
    counters.count(KEY, plan(1, 0));
    assertEquals(Set.of(key("s", "c", "2026-01-30")), counters.drain().asked());
    counters.settle(new CountBatch<>(UUID.randomUUID(), 0, Map.of()), totals(0, 0));
    assertEquals(0, passing(counters, KEY, plan(1, 0), 1), "one of here is not settled");
  }

  @Test
  void clock_goesBack_makesTotalsUnknown() {
    passing(counters, KEY, plan(10, 0), 2);
    counters.settle(
        new CountBatch<>(UUID.randomUUID(), 1, counters.drain().counts()), totals(2, 2));
    unknown.set(0);
    counters.count(KEY, plan(10, 0));
    assertEquals(0, unknown.get());
    clock.moveTo("2026-01-29T23:59:59Z");
    counters.count(KEY, plan(10, 0));
    assertEquals(1, unknown.get());
  }

  @Test
  void drain_onTheNextDay_removesUnusedCounters() {
    passing(counters, KEY, plan(10, 0), 2);
    passing(counters, credential("t", "e"), plan(10, 0), 2);
    CountBatch<QuotaKey> batch = new CountBatch<>(UUID.randomUUID(), 1, counters.drain().counts());
    counters.settle(batch, totals(2, 2));
    assertEquals(4, counters.size());
    assertTrue(counters.ratios().of(Tier.TIER_FREE) == 0.2);
    clock.moveTo("2026-02-01T00:00:00Z");
    counters.drain();
    assertEquals(2, counters.size(), "those that are not settled stay");
    assertEquals(0.0, counters.ratios().of(Tier.TIER_FREE));
    assertEquals(1, Objects.requireNonNull(counters.count(KEY, plan(10, 0))).used());
  }

  @Test
  void near_largeQuotaWithTotals_isFalse() {
    passing(counters, KEY, plan(1_000, 0), 1);
    assertTrue(counters.takeNear(), "no totals yet");
    counters.settle(
        new CountBatch<>(UUID.randomUUID(), 1, counters.drain().counts()), totals(1, 1));
    passing(counters, KEY, plan(1_000, 0), 940);
    assertFalse(counters.takeNear());
    passing(counters, KEY, plan(1_000, 0), 10);
    assertTrue(counters.takeNear());
    assertFalse(counters.takeNear());
  }

  @Test
  void count_manyThreads_passExactlyTheQuota() throws Exception {
    AtomicInteger passed = new AtomicInteger();
    Callable<Void> caller =
        () -> {
          for (int i = 0; i < 20_000; i++) {
            IssuedCredential credential = i % 2 == 0 ? KEY : OTHER;
            if (Objects.requireNonNull(counters.count(credential, plan(50_000, 0))).passed()) {
              passed.incrementAndGet();
            }
          }
          return null;
        };
    long drained = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Void>> running =
          IntStream.range(0, 4).mapToObj(_ -> threads.submit(caller)).toList();
      while (!running.stream().allMatch(Future::isDone)) {
        drained += sum(counters.drain());
      }
      for (Future<Void> one : running) {
        one.get();
      }
    }
    assertEquals(50_000, passed.get());
    assertEquals(50_000, drained + sum(counters.drain()));
  }

  private static long sum(DrainedCounts<QuotaKey> drained) {
    return drained.counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
