package dev.sluice.extproc.stream.exchange;

import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.extproc.budget.BudgetRule;
import dev.sluice.extproc.budget.BudgetRuleReader;
import dev.sluice.extproc.budget.ConcurrentRule;
import dev.sluice.extproc.cache.CachingRule;
import java.util.List;
import java.util.Optional;

/**
 * A route with the rules of its exchanges, which are read once for all of them.
 *
 * @param caching the rule that stores its responses, if they are stored
 * @param budgets the token budgets of the route, without those of plans
 * @param limits the limits of exchanges that run at once
 */
public record ServedRoute(
    Publish publish,
    Route route,
    Optional<CachingRule> caching,
    List<BudgetRule> budgets,
    List<ConcurrentRule> limits) {
  public ServedRoute {
    budgets = List.copyOf(budgets);
    limits = List.copyOf(limits);
  }

  /** Reads a route of a publish. */
  public static ServedRoute of(Publish publish, Route route) {
    return new ServedRoute(
        publish,
        route,
        CachingRule.of(publish, route),
        BudgetRuleReader.budgets(route),
        BudgetRuleReader.limits(route));
  }
}
