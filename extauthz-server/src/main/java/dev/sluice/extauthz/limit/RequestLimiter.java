package dev.sluice.extauthz.limit;

import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.LimitResult;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.RateLimit;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.quota.PlanTable;
import dev.sluice.extauthz.quota.QuotaUse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A limiter of requests: by the rules of the policy file, by the policy rows of the route, and by
 * the rate and the quotas of the plan of the caller's subscription. A request that one of them
 * denies counts for none.
 */
public final class RequestLimiter implements RequestLimits {
  private static final RuleAttributes PLAN =
      new RuleAttributes(LimitRule.KIND + ":" + LimitRule.RESERVED_ID, ExchangeSelector.ALL, false);

  private static final String QUOTA = "quota:";

  private final CounterStore store;
  private final Supplier<PlanTable> plans;
  private final PlanQuotas quotas;
  private final LimitFactor factor;
  private final LimitListener listener;

  /** A listener for the results of single limits. */
  @FunctionalInterface
  public interface LimitListener {
    /**
     * Handles a result.
     *
     * @param tier the tier of the plan; unspecified for other limits
     */
    void onResult(Tier tier, boolean passed);
  }

  /**
   * Creates a limiter.
   *
   * @param factor the factor of all rate limits; quotas stay
   */
  public RequestLimiter(
      CounterStore store,
      Supplier<PlanTable> plans,
      PlanQuotas quotas,
      LimitFactor factor,
      LimitListener listener) {
    this.store = store;
    this.plans = plans;
    this.quotas = quotas;
    this.factor = factor;
    this.listener = listener;
  }

  @Override
  public LimitResult count(AuthorizationContext context, RuleViolations violations) {
    double now = factor.of(context);
    CountedRequest request = CountedRequest.of(context, now);
    IssuedCredential credential = CountedRequest.credential(context);
    Plan plan = null;
    if (credential != null) {
      plan = plans.get().byId(credential.subscription().plan()).orElse(null);
      if (plan == null) {
        return new LimitOutcome.Denied(DenialCode.AUTHZ_UNAVAILABLE, PLAN.name(), List.of());
      }
      request.add(rule(plan, context), now);
    }
    return request.limits().isEmpty()
        ? LimitOutcome.NOT_COUNTED
        : count(new PlannedRequest(request, credential, plan), violations);
  }

  private LimitResult count(PlannedRequest planned, RuleViolations violations) {
    return switch (store.count(planned.request())) {
      case Debts debts -> outcome(planned, debts, violations);
      case CounterStore.Pending(var later) ->
          new LimitResult.Pending(later.thenApply(debts -> outcome(planned, debts, violations)));
    };
  }

  private LimitOutcome outcome(PlannedRequest planned, Debts debts, RuleViolations violations) {
    CountedRequest request = planned.request();
    List<LimitRule> limits = request.limits();
    int denying = -1;
    int nearest = -1;
    for (int i = 0; i < debts.size(); i++) {
      LimitRule rule = limits.get(i);
      boolean passed = debts.get(i) >= 0 && debts.get(i) <= rule.limit().capacityNanos();
      listener.onResult(rule.tier(), passed);
      if (rule.attributes().shadow()) {
        reportShadow(passed, rule, violations);
      } else if (!passed) {
        denying = denying < 0 ? i : denying;
      } else if (nearest < 0 || share(limits, debts, i) > share(limits, debts, nearest)) {
        nearest = i;
      }
    }
    if (denying >= 0) {
      store.giveBack(request, debts);
      return denied(limits.get(denying), debts.get(denying));
    }
    QuotaUse use = planned.count(quotas);
    if (use != null && !use.passed()) {
      store.giveBack(request, debts);
      return new LimitOutcome.Denied(
          DenialCode.QUOTA_EXCEEDED, QUOTA + use.name(), QuotaHeaders.denied(use));
    }
    if (use != null && (nearest < 0 || use.share() > share(limits, debts, nearest))) {
      return new LimitOutcome.Passed(QuotaHeaders.passed(use));
    }
    return nearest < 0
        ? LimitOutcome.NOT_COUNTED
        : new LimitOutcome.Passed(LimitHeaders.passed(limits.get(nearest), debts.get(nearest)));
  }

  private static LimitOutcome denied(LimitRule rule, long debt) {
    String name = rule.attributes().name();
    return debt == Debts.UNAVAILABLE
        ? new LimitOutcome.Denied(DenialCode.AUTHZ_UNAVAILABLE, name, List.of())
        : new LimitOutcome.Denied(DenialCode.RATE_LIMITED, name, LimitHeaders.denied(rule, debt));
  }

  private static double share(List<LimitRule> limits, Debts debts, int at) {
    return (double) debts.get(at) / limits.get(at).limit().capacityNanos();
  }

  private static void reportShadow(boolean passed, LimitRule rule, RuleViolations violations) {
    if (!passed) {
      violations.add(new RuleViolation(DenialCode.RATE_LIMITED, rule.attributes().name(), true));
    }
  }

  private static LimitRule rule(Plan plan, AuthorizationContext context) {
    double factor = context.policy().requestRules().limits().planFactor(context.environment());
    RateLimit limit =
        new RateLimit(plan.getPerMinute(), Duration.ofMinutes(1), plan.getBurst()).times(factor);
    return new LimitRule(
        PLAN.name(), PLAN, List.of(LimitKey.SUBSCRIPTION), limit, limit, plan.getTier(), false);
  }

  /**
   * A request with the credential and the plan of its subscription.
   *
   * @param credential null, like the plan, without a subscription
   */
  private record PlannedRequest(
      CountedRequest request, @Nullable IssuedCredential credential, @Nullable Plan plan) {
    /** Counts the request for the quotas of its plan; returns null without a quota. */
    @Nullable QuotaUse count(PlanQuotas quotas) {
      return credential == null || plan == null ? null : quotas.count(credential, plan);
    }
  }
}
