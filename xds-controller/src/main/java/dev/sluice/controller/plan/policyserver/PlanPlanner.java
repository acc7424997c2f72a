package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.ir.access.PlanIr;

/** Plans the plans of products, of which the tables have checked all there is to check. */
public final class PlanPlanner {
  private PlanPlanner() {}

  /** A pure function. */
  public static PlanIr plan(Plan plan) {
    return new PlanIr(
        plan.id(),
        plan.product(),
        plan.name(),
        plan.tier(),
        plan.environment(),
        plan.perMinute(),
        plan.burst(),
        plan.perDay(),
        plan.perMonth(),
        plan.tokensPerMonth());
  }
}
