package dev.sluice.extauthz.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.LimitResult;
import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.guard.TestAuthorizationContext;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.RateLimit;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.quota.PlanTable;
import dev.sluice.extauthz.quota.QuotaUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLimiterTest {
  @TempDir Path folder;
  private final List<String> results = new ArrayList<>();
  private long now = 1;
  private double factor = 1;
  private PlanTable plans = PlanTable.empty();
  private PlanQuotas quotas = PlanQuotas.NONE;
  private final RequestLimiter limiter =
      new RequestLimiter(
          new LocalCounterStore(1, () -> now),
          () -> plans,
          (credential, plan) -> quotas.count(credential, plan),
          _ -> factor,
          (tier, passed) -> results.add(tier + " " + passed));

  @Test
  void file_fivePerMinute_sixthIsDenied() {
    var request = request("203.0.113.1", "{id: calls, requests-per-unit: 5, unit: minute}");
    assertEquals("passed \"calls\";r=4;t=12 \"calls\";q=5;w=60", count(request));
    for (int i = 0; i < 4; i++) {
      count(request);
    }
    assertEquals("denied limit:calls \"calls\";r=0;t=60 \"calls\";q=5;w=60 12", count(request));
    pass(Duration.ofSeconds(12));
    assertEquals("passed \"calls\";r=0;t=60 \"calls\";q=5;w=60", count(request));
  }

  @Test
  void file_keys_countApart() {
    String rule = "{id: a, key: [ip, user], requests-per-unit: 1, unit: hour}";
    assertEquals("passed", word(request("203.0.113.1", rule).user("u1", "acme")));
    assertEquals("denied", word(request("203.0.113.1", rule).user("u1", "acme")));
    assertEquals("passed", word(request("203.0.113.2", rule).user("u1", "acme")), "other address");
    assertEquals("passed", word(request("203.0.113.1", rule).user("u2", "acme")), "other user");
    assertEquals("passed", word(request("203.0.113.1", rule).user("u1", "globex")), "other tenant");
    assertEquals("not counted", word(request("203.0.113.1", rule)), "no user");
  }

  @Test
  void file_addressesOfOneHost_countTogether() {
    String rule = "{id: a, key: [ip], requests-per-unit: 1, unit: hour}";
    assertEquals("passed", word(request("2001:db8::1", rule)));
    assertEquals("denied", word(request("2001:db8::ffff", rule)));
    assertEquals("passed", word(request("2001:db8:0:1::1", rule)));
    assertEquals("passed", word(request("nonsense", rule)));
    assertEquals("denied", word(request("unix", rule)), "no address is one counter");
  }

  @Test
  void file_otherRoute_isNotCounted() {
    String rule = "{id: a, routes: [/login], requests-per-unit: 1, unit: hour}";
    assertEquals("not counted", word(request("203.0.113.1", rule).path("/items")));
    assertEquals("passed", word(request("203.0.113.1", rule).path("/login")));
  }

  @Test
  void file_shadow_isReportedOnly() {
    var request = request("203.0.113.1", "{id: a, requests-per-unit: 1, unit: hour, mode: shadow}");
    assertEquals("not counted", count(request));
    assertEquals("not counted shadow limit:a", count(request));
    assertEquals(List.of("TIER_UNSPECIFIED true", "TIER_UNSPECIFIED false"), results);
  }

  @Test
  void denied_givesBackWhatOthersCounted() {
    String rules =
        "{id: wide, requests-per-unit: 3, unit: hour},"
            + " {id: narrow, key: [user], requests-per-unit: 1, unit: hour}";
    assertEquals("passed", word(request("203.0.113.1", rules).user("u1", "acme")));
    for (int i = 0; i < 9; i++) {
      assertEquals("denied", word(request("203.0.113.1", rules).user("u1", "acme")));
    }
    assertEquals("passed", word(request("203.0.113.1", rules).user("u2", "acme")));
    assertEquals("passed", word(request("203.0.113.1", rules).user("u3", "acme")));
    assertEquals("denied", word(request("203.0.113.1", rules).user("u4", "acme")));
  }

  @Test
  void row_limitsOfOnePolicy_shareCounters() {
    LimitRule calls = row("p1", 2);
    assertEquals("passed", word(from().route("shop/items").limits(calls)));
    assertEquals("passed", word(from().route("shop/carts").limits(calls)));
    assertEquals("denied", word(from().route("shop/items").limits(calls)));
    assertEquals("passed", word(from().route("shop/items").limits(row("p2", 2))));
  }

  @Test
  void plan_free_hasBurstThenEvenPace() {
    plan("free", 10, 5, Tier.TIER_FREE);
    for (int i = 0; i < 5; i++) {
      assertEquals("passed", word(subscriber("k1", "prod")));
    }
    assertEquals(
        "denied limit:plan \"plan\";r=0;t=30 \"plan\";q=10;w=60 6",
        count(subscriber("k2", "prod")));
    assertEquals("TIER_FREE false", results.getLast());
    pass(Duration.ofSeconds(6));
    assertEquals("passed", word(subscriber("k1", "prod")));
  }

  @Test
  void plan_dev_isTenTimesAsMuch() {
    plan("free", 10, 5, Tier.TIER_FREE);
    for (int i = 0; i < 50; i++) {
      assertEquals("passed", word(subscriber("k", "dev")));
    }
    assertEquals("denied", word(subscriber("k", "dev")));
  }

  @Test
  void factor_tightensAllLimits() {
    factor = 0.1;
    plan("free", 100, 20, Tier.TIER_FREE);
    assertEquals("passed \"plan\";r=1;t=6 \"plan\";q=10;w=60", count(subscriber("k", "prod")));
    assertEquals("passed", word(subscriber("k", "prod")));
    assertEquals("denied", word(subscriber("k", "prod")));
    var file = request("203.0.113.1", "{id: a, requests-per-unit: 20, unit: minute}");
    assertEquals("passed \"a\";r=1;t=30 \"a\";q=2;w=60", count(file));
    assertEquals(
        "passed \"calls\";r=0;t=3600 \"calls\";q=1;w=3600",
        count(from().route("shop/items").limits(row("p1", 4))),
        "at least one request");
  }

  @Test
  void factor_changed_keepsCounters() {
    var request = request("203.0.113.1", "{id: a, requests-per-unit: 60, unit: minute, burst: 20}");
    for (int i = 0; i < 20; i++) {
      assertEquals("passed", word(request));
    }
    factor = 0.1;
    assertEquals("denied", word(request), "no burst of the smaller limit");
    pass(Duration.ofSeconds(10));
    assertEquals("passed", word(request));
    assertEquals("denied", word(request));
    factor = 1;
    pass(Duration.ofSeconds(1));
    assertEquals("passed", word(request));
    assertEquals("denied", word(request), "no burst of the larger limit");
  }

  @Test
  void plan_changed_appliesAtOnce() {
    plan("free", 10, 1, Tier.TIER_FREE);
    assertEquals("passed", word(subscriber("k", "prod")));
    assertEquals("denied", word(subscriber("k", "prod")));
    plan("free", 100_000, 2, Tier.TIER_PREMIUM);
    assertEquals("passed", word(subscriber("k", "prod")));
  }

  @Test
  void plan_unknown_isUnavailable() {
    assertEquals("denied limit:plan", count(subscriber("k", "prod")));
  }

  @Test
  void quota_usedUp_deniesAndGivesRateBack() {
    plan("free", 10, 2, Tier.TIER_FREE);
    quotas = (_, _) -> new QuotaUse(false, "day", 10, 10, 86_400, 3_600);
    for (int i = 0; i < 9; i++) {
      assertEquals(
          "denied quota:day \"day\";r=0;t=3600 \"day\";q=10;w=86400 3600",
          count(subscriber("k", "prod")));
    }
    quotas = PlanQuotas.NONE;
    assertEquals("passed", word(subscriber("k", "prod")));
    assertEquals("passed", word(subscriber("k", "prod")));
  }

  @Test
  void quota_rateDenies_isNotCounted() {
    plan("free", 10, 1, Tier.TIER_FREE);
    int[] counted = new int[1];
    quotas =
        (_, _) -> {
          counted[0]++;
          return null;
        };
    count(subscriber("k", "prod"));
    assertEquals("denied", word(subscriber("k", "prod")));
    assertEquals(1, counted[0]);
  }

  @Test
  void headers_showTheNearestOfRateAndQuota() {
    plan("free", 10, 10, Tier.TIER_FREE);
    quotas = (_, _) -> new QuotaUse(true, "month", 100, 15, 2_592_000, 60);
    assertEquals(
        "passed \"month\";r=85;t=60 \"month\";q=100;w=2592000", count(subscriber("k", "prod")));
    assertEquals("passed \"plan\";r=8;t=12 \"plan\";q=10;w=60", count(subscriber("k", "prod")));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void plan(String id, int perMinute, int burst, Tier tier) {
    Plan plan =
        Plan.newBuilder().setId(id).setPerMinute(perMinute).setBurst(burst).setTier(tier).build();
    plans = plans.with(Map.of(id, plan), List.of());
  }

  private static LimitRule row(String policy, long requests) {
    return new LimitRule(
        policy + "/calls",
        new RuleAttributes("limit:calls", ExchangeSelector.ALL, false),
        List.of(LimitKey.IP),
        new RateLimit(requests, Duration.ofHours(1), requests));
  }

  private static TestAuthorizationContext from() {
    return TestAuthorizationContext.from("203.0.113.1");
  }

  private static TestAuthorizationContext subscriber(String credential, String environment) {
    return from().credential(credential, "s1", "free").environment(environment);
  }

  private TestAuthorizationContext request(String address, String limits) {
    return TestAuthorizationContext.from(address)
        .rules(TestPolicies.rules(folder, "  limits: [" + limits + "]\n"));
  }

  /** Returns the outcome in one word. */
  private String word(TestAuthorizationContext request) {
    String outcome = count(request);
    return outcome.startsWith("not") ? outcome : outcome.substring(0, 6);
  }

  private String count(TestAuthorizationContext request) {
    RuleViolations violations = new RuleViolations();
    LimitResult result = limiter.count(request.context(), violations);
    String outcome =
        switch (result) {
          case LimitOutcome.Denied denied ->
              "denied " + denied.rule() + " " + values(denied.headers());
          case LimitOutcome.Passed passed when passed.headers().isEmpty() -> "not counted";
          case LimitOutcome.Passed passed -> "passed " + values(passed.headers());
          case LimitResult.Pending _ -> "pending";
        };
    return (outcome
            + violations.shadowRules().stream()
                .map(rule -> " shadow " + rule)
                .collect(Collectors.joining()))
        .strip();
  }

  private static String values(List<Header> headers) {
    return headers.stream().map(Header::value).collect(Collectors.joining(" "));
  }
}
