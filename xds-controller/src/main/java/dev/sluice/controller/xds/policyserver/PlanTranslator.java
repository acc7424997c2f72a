package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.Tier;
import dev.sluice.controller.domain.Plan;

/** A translator of plans. */
public final class PlanTranslator {
  private PlanTranslator() {}

  /** Returns the message of a plan. */
  public static dev.sluice.config.v1.Plan translate(Plan plan) {
    dev.sluice.config.v1.Plan.Builder translated =
        dev.sluice.config.v1.Plan.newBuilder()
            .setId(plan.id())
            .setProduct(plan.product())
            .setName(plan.name())
            .setTier(tier(plan))
            .setPerMinute(plan.perMinute())
            .setBurst(plan.burst())
            .setPerDay(plan.perDay())
            .setPerMonth(plan.perMonth())
            .setTokensPerMonth(plan.tokensPerMonth());
    plan.environment().map(PublishTranslator::environment).ifPresent(translated::setEnvironment);
    return translated.build();
  }

  private static Tier tier(Plan plan) {
    return switch (plan.tier()) {
      case FREE -> Tier.TIER_FREE;
      case PREMIUM -> Tier.TIER_PREMIUM;
      case ENTERPRISE -> Tier.TIER_ENTERPRISE;
    };
  }
}
