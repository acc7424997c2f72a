package dev.sluice.extauthz.limit.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.redis.RedisCalls;
import dev.sluice.common.redis.RedisListener;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.LimitResult;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.guard.TestAuthorizationContext;
import dev.sluice.extauthz.limit.LocalCounterStore;
import dev.sluice.extauthz.limit.RequestLimiter;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.RateLimit;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.quota.PlanTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SharedCounterStoreTest {
  private final Map<String, Long> debts = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private boolean away;
  private boolean silent;
  private int asked;
  private long now = 1;
  private final RequestLimiter limiter =
      new RequestLimiter(
          new SharedCounterStore(
              new FakeCounters(),
              new LocalCounterStore(1, () -> now),
              new RedisCalls(Duration.ofMillis(5), new RecordingListener(), () -> now)),
          PlanTable::empty,
          PlanQuotas.NONE,
          _ -> 1,
          (tier, passed) -> {});

  @Test
  void count_shared_stopsAtLimit() {
    assertEquals("passed", count(rule("a", 2)));
    assertEquals("passed", count(rule("a", 2)));
    assertEquals("RATE_LIMITED", count(rule("a", 2)));
    assertEquals(1, debts.size());
    assertTrue(debts.keySet().iterator().next().matches("sluice:limit:[0-9a-f]{32}"));
  }

  @Test
  void count_oneDenies_othersAreGivenBack() {
    assertEquals("passed", count(rule("wide", 3), rule("narrow", 1)));
    for (int i = 0; i < 5; i++) {
      assertEquals("RATE_LIMITED", count(rule("wide", 3), rule("narrow", 1)));
    }
    assertEquals("passed", count(rule("wide", 3)));
    assertEquals("passed", count(rule("wide", 3)));
    assertEquals("RATE_LIMITED", count(rule("wide", 3)));
  }

  @Test
  void count_away_countsHere() {
    away = true;
    assertEquals("passed", count(rule("a", 1)));
    assertEquals("RATE_LIMITED", count(rule("a", 1)));
    assertEquals("AUTHZ_UNAVAILABLE", count(rule("b", 9).denyingWithoutShared(true)));
    assertEquals("AUTHZ_UNAVAILABLE", count(rule("b", 9).denyingWithoutShared(true)));
    assertEquals(1, asked, "it is not asked again at once");
  }

  @Test
  void count_away_isTriedEachSecond() {
    away = true;
    count(rule("a", 9));
    away = false;
    now += Duration.ofMillis(900).toNanos();
    count(rule("a", 9));
    assertEquals(List.of("failure"), events);
    now += Duration.ofMillis(200).toNanos();
    count(rule("a", 9));
    count(rule("a", 9));
    assertEquals(List.of("failure", "answer", "answer"), events);
  }

  @Test
  void count_silent_doesNotWait() {
    silent = true;
    assertEquals("passed", count(rule("a", 1)));
    assertEquals(List.of("failure"), events);
  }

  @Test
  void count_silentFor200Ms_isNotAskedAgain() {
    silent = true;
    for (int i = 0; i < 5; i++) {
      count(rule("a", 99));
    }
    assertEquals(5, asked, "answers may be slow for a moment");
    now += Duration.ofMillis(200).toNanos();
    count(rule("a", 99));
    count(rule("a", 99));
    assertEquals(6, asked);
    silent = false;
    now += Duration.ofMillis(1100).toNanos();
    count(rule("a", 99));
    count(rule("a", 99));
    assertEquals(8, asked);
  }

  @Test
  void count_awayLater_goesOnFromShared() {
    count(rule("a", 3));
    count(rule("a", 3));
    away = true;
    assertEquals("passed", count(rule("a", 3)));
    assertEquals("RATE_LIMITED", count(rule("a", 3)));
  }

  @Test
  void count_deniedThenAway_isStillDenied() {
    count(rule("a", 1));
    assertEquals("RATE_LIMITED", count(rule("a", 1)));
    away = true;
    assertEquals("RATE_LIMITED", count(rule("a", 1)));
  }

  @Test
  void key_ofEqualParts_isEqualInEachProcess() {
    assertEquals(key("acme", "홍길동"), key("acme", "홍길동"));
    assertNotEquals(key("ab", "c"), key("a", "bc"));
    assertEquals("sluice:limit:", key("x").substring(0, 13));
  }

  private static String key(String... parts) {
    SharedKey key = new SharedKey();
    List.of(parts).forEach(key::add);
    return key.value();
  }

  private static LimitRule rule(String id, long requests) {
    return new LimitRule(
        "limit:" + id,
        new RuleAttributes("limit:" + id, ExchangeSelector.ALL, false),
        List.of(LimitKey.IP),
        new RateLimit(requests, Duration.ofHours(1), requests));
  }

  private String count(LimitRule... rules) {
    var context = TestAuthorizationContext.from("203.0.113.1").limits(rules).context();
    LimitOutcome outcome =
        switch (limiter.count(context, new RuleViolations())) {
          case LimitOutcome known -> known;
          case LimitResult.Pending(var later) -> later.join();
        };
    return switch (outcome) {
      case LimitOutcome.Passed _ -> "passed";
      case LimitOutcome.Denied denied -> denied.code().name();
    };
  }

  /** A fake of Redis whose time stands still. */
  private final class FakeCounters implements SharedCounters {
    @Override
    public CompletionStage<Long> take(String key, long interval, long capacity) {
      asked++;
      if (silent) {
        return new CompletableFuture<>();
      }
      if (away) {
        return CompletableFuture.failedStage(new IllegalStateException("away"));
      }
      long debt = debts.getOrDefault(key, 0L) + interval;
      if (debt <= capacity) {
        debts.put(key, debt);
      }
      return CompletableFuture.completedStage(debt);
    }

    @Override
    public CompletionStage<Long> giveBack(String key, long interval) {
      debts.merge(key, -interval, Long::sum);
      return CompletableFuture.completedStage(0L);
    }

    @Override
    public void close() {}
  }

  /** A listener that records the kind of each result. */
  private final class RecordingListener implements RedisListener {
    @Override
    public void onAnswer(long nanos) {
      events.add("answer");
    }

    @Override
    public void onFailure(Throwable thrown) {
      events.add("failure");
    }
  }
}
