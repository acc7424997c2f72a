package dev.sluice.extproc.budget;

import dev.sluice.config.v1.ConcurrentLimit;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.TokenBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reader of the budgets that the controller delivers with routes and plans. */
public final class BudgetRuleReader {
  private static final long THOUSAND = 1_000;
  private static final int DEFAULT_OUTPUT = 1_024;
  private static final String PLAN = "plan";

  private BudgetRuleReader() {}

  /** Returns the budgets of a route; one without an amount, of a newer release, is left out. */
  public static List<BudgetRule> budgets(Route route) {
    return route.getTokenBudgetsList().stream()
        .filter(budget -> budget.getTokens() > 0 || budget.getCostE8() > 0)
        .map(BudgetRuleReader::rule)
        .toList();
  }

  /** Returns the limits of exchanges that run at once on a route. */
  public static List<ConcurrentRule> limits(Route route) {
    return route.getConcurrentLimitsList().stream().map(BudgetRuleReader::rule).toList();
  }

  /** Returns the budgets of a subscription and of its credential. */
  public static List<BudgetRule> budgets(Plan plan, BudgetCaller caller) {
    List<BudgetRule> budgets = new ArrayList<>();
    if (plan.getTokensPerMonth() > 0 && !caller.subscription().isEmpty()) {
      budgets.add(ofPlan(plan, caller, List.of()));
      budgets.add(ofPlan(plan, caller, List.of(BudgetKeyPart.CREDENTIAL)));
    }
    return budgets;
  }

  private static BudgetRule ofPlan(Plan plan, BudgetCaller caller, List<BudgetKeyPart> key) {
    return new BudgetRule(
        caller.subscription(),
        PLAN,
        key,
        BudgetPeriod.MONTH,
        Math.multiplyExact(plan.getTokensPerMonth(), THOUSAND),
        false,
        BudgetWeights.ONE,
        DEFAULT_OUTPUT,
        false);
  }

  private static BudgetRule rule(TokenBudget budget) {
    boolean money = budget.getTokens() == 0;
    return new BudgetRule(
        budget.getPolicy(),
        budget.getName(),
        keys(budget.getKeyList()),
        budget.getPeriod() == TokenBudget.Period.PERIOD_DAY ? BudgetPeriod.DAY : BudgetPeriod.MONTH,
        money ? budget.getCostE8() : Math.multiplyExact(budget.getTokens(), THOUSAND),
        money,
        new BudgetWeights(
            budget.getInputWeight(),
            budget.getOutputWeight(),
            budget.getCachedWeight(),
            budget.getReasoningWeight()),
        budget.getDefaultOutput(),
        budget.getShadow());
  }

  private static ConcurrentRule rule(ConcurrentLimit limit) {
    return new ConcurrentRule(
        limit.getPolicy(),
        limit.getName(),
        keys(limit.getKeyList()),
        limit.getExchanges(),
        limit.getShadow());
  }

  private static List<BudgetKeyPart> keys(List<TokenBudget.Key> keys) {
    return keys.stream().map(BudgetRuleReader::key).flatMap(Optional::stream).toList();
  }

  /** Returns a key; empty for one of a newer release, without which more calls share a counter. */
  private static Optional<BudgetKeyPart> key(TokenBudget.Key key) {
    return switch (key) {
      case KEY_TENANT -> Optional.of(BudgetKeyPart.TENANT);
      case KEY_USER -> Optional.of(BudgetKeyPart.USER);
      case KEY_CREDENTIAL -> Optional.of(BudgetKeyPart.CREDENTIAL);
      case KEY_MODEL -> Optional.of(BudgetKeyPart.MODEL);
      case KEY_ROUTE -> Optional.of(BudgetKeyPart.ROUTE);
      case KEY_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
