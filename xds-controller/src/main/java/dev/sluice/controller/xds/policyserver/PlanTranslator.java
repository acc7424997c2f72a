package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Tier;
import dev.sluice.controller.ir.access.PlanIr;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsResource;

/** A plan as the policy servers are told of it. */
public final class PlanTranslator {
  private PlanTranslator() {}

  /** Translates one. */
  public static XdsResource translate(PlanIr plan) {
    Plan.Builder translated =
        Plan.newBuilder()
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
    return new XdsResource(ResourceType.PLAN, plan.id(), translated.build());
  }

  private static Tier tier(PlanIr plan) {
    return switch (plan.tier()) {
      case FREE -> Tier.TIER_FREE;
      case PREMIUM -> Tier.TIER_PREMIUM;
      case ENTERPRISE -> Tier.TIER_ENTERPRISE;
    };
  }
}
