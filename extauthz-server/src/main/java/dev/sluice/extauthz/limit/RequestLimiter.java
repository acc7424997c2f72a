package dev.sluice.extauthz.limit;

import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.LimitRules;
import dev.sluice.extauthz.policy.limit.RateLimit;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.quota.PlanTable;
import dev.sluice.extauthz.quota.QuotaUse;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A limiter of requests: by the rules of the policy file, and by the rate and the quotas of the
 * plan of the caller's subscription. A request that one of them denies counts for none.
 */
public final class RequestLimiter implements RequestLimits {
  private static final String PLAN = LimitRule.KIND + ":" + LimitRule.RESERVED_ID;
  private static final String QUOTA = "quota:";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CounterTable counters;
  private final Supplier<PlanTable> plans;
  private final PlanQuotas quotas;
  private final LimitListener listener;
  private final LongSupplier nanoTime;

  /** A listener for the results of single limits. */
  @FunctionalInterface
  public interface LimitListener {
    /**
     * Handles a result.
     *
     * @param tier the tier of the plan; unspecified for a rule of the policy file
     */
    void onResult(Tier tier, boolean passed);
  }

  /**
   * Creates a limiter in this process.
   *
   * @param counters the number of counters; further ones replace those with the least debt
   * @param nanoTime a clock in nanoseconds that starts above zero
   */
  public RequestLimiter(
      int counters,
      Supplier<PlanTable> plans,
      PlanQuotas quotas,
      LimitListener listener,
      LongSupplier nanoTime) {
    this.counters = new CounterTable(counters);
    this.plans = plans;
    this.quotas = quotas;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /** Returns the number of counters that were dropped while they had a debt. */
  public long dropped() {
    return counters.dropped();
  }

  @Override
  public LimitOutcome count(AuthorizationContext context, RuleViolations violations) {
    LimitRules limits = context.policy().requestRules().limits();
    IssuedCredential credential = LimitCounters.credential(context);
    if (limits.rules().isEmpty() && credential == null) {
      return LimitOutcome.NOT_COUNTED;
    }
    long now = nanoTime.getAsLong();
    Nearest nearest = new Nearest();
    List<LimitRule> rules = limits.rules();
    for (int i = 0; i < rules.size(); i++) {
      LimitRule rule = rules.get(i);
      long key = LimitCounters.of(rule, context);
      if (key != LimitCounters.ABSENT) {
        long debt = take(key, rule.limit(), now);
        boolean passed = debt <= rule.limit().capacityNanos();
        String name = rule.attributes().name();
        listener.onResult(Tier.TIER_UNSPECIFIED, passed);
        if (rule.attributes().shadow()) {
          reportShadow(passed, name, violations);
        } else if (passed) {
          nearest.add(name, rule.limit(), debt);
        } else {
          giveBack(rules.subList(0, i), context);
          return denied(name, rule.limit(), debt);
        }
      }
    }
    LimitOutcome denied =
        credential == null ? null : countForPlan(credential, context, limits, now, nearest);
    if (denied != null) {
      giveBack(rules, context);
      return denied;
    }
    return nearest.outcome();
  }

  /** Counts a request for a plan, and returns the denial; null if the plan allows the request. */
  private @Nullable LimitOutcome countForPlan(
      IssuedCredential credential,
      AuthorizationContext context,
      LimitRules limits,
      long now,
      Nearest nearest) {
    Plan plan = plans.get().byId(credential.subscription().plan()).orElse(null);
    if (plan == null) {
      return new LimitOutcome.Denied(DenialCode.AUTHZ_UNAVAILABLE, PLAN, List.of());
    }
    RateLimit limit =
        new RateLimit(plan.getPerMinute(), MINUTE, plan.getBurst())
            .times(limits.planFactor(context.environment()));
    long key =
        LimitCounters.ofSubscription(
            credential.subscription().tenant(), credential.subscription().id());
    long debt = take(key, limit, now);
    boolean passed = debt <= limit.capacityNanos();
    listener.onResult(plan.getTier(), passed);
    if (!passed) {
      return denied(PLAN, limit, debt);
    }
    QuotaUse use = quotas.count(credential, plan);
    if (use != null && !use.passed()) {
      counters.giveBack(key, limit.intervalNanos());
      return new LimitOutcome.Denied(
          DenialCode.QUOTA_EXCEEDED, QUOTA + use.name(), QuotaHeaders.denied(use));
    }
    nearest.add(PLAN, limit, debt);
    nearest.add(use);
    return null;
  }

  private long take(long key, RateLimit limit, long now) {
    return counters.take(key, limit.intervalNanos(), limit.capacityNanos(), now);
  }

  private void giveBack(List<LimitRule> rules, AuthorizationContext context) {
    for (LimitRule rule : rules) {
      long key = LimitCounters.of(rule, context);
      if (key != LimitCounters.ABSENT && !rule.attributes().shadow()) {
        counters.giveBack(key, rule.limit().intervalNanos());
      }
    }
  }

  private static void reportShadow(boolean passed, String name, RuleViolations violations) {
    if (!passed) {
      violations.add(new RuleViolation(DenialCode.RATE_LIMITED, name, true));
    }
  }

  private static LimitOutcome denied(String name, RateLimit limit, long debt) {
    return new LimitOutcome.Denied(
        DenialCode.RATE_LIMITED, name, LimitHeaders.denied(name, limit, debt));
  }

  /** The counter of a request that is nearest to its limit. */
  private static final class Nearest {
    private String name = "";
    private @Nullable RateLimit limit;
    private long debt;
    private @Nullable QuotaUse quota;

    void add(@Nullable QuotaUse use) {
      quota = use;
    }

    void add(String ofLimit, RateLimit added, long itsDebt) {
      RateLimit current = limit;
      if (current == null || share(added, itsDebt) > share(current, debt)) {
        name = ofLimit;
        limit = added;
        debt = itsDebt;
      }
    }

    private static double share(RateLimit limit, long debt) {
      return (double) debt / limit.capacityNanos();
    }

    LimitOutcome outcome() {
      RateLimit nearest = limit;
      QuotaUse use = quota;
      if (use != null && (nearest == null || use.share() > share(nearest, debt))) {
        return new LimitOutcome.Passed(QuotaHeaders.passed(use));
      }
      return nearest == null
          ? LimitOutcome.NOT_COUNTED
          : new LimitOutcome.Passed(LimitHeaders.passed(name, nearest, debt));
    }
  }
}
