package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.ConcurrentLimit;
import dev.sluice.config.v1.TokenBudget;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr.Mode;
import java.util.List;

/** A translator of the token budgets of a route for policy servers. */
final class TokenBudgetTranslator {
  private static final int THOUSANDTHS = 1_000;
  private static final long COST_SCALE = 100_000_000;

  private TokenBudgetTranslator() {}

  static List<TokenBudget> budgets(TokenBudgetIr policy) {
    return policy.budgets().stream().map(TokenBudgetTranslator::translate).toList();
  }

  static List<ConcurrentLimit> concurrent(TokenBudgetIr policy) {
    return policy.concurrent().stream()
        .map(limit ->
            ConcurrentLimit.newBuilder()
                .setPolicy(limit.policy().orElse(""))
                .setName(limit.name())
                .addAllKey(keys(limit.key()))
                .setExchanges(limit.exchanges())
                .setShadow(limit.mode() == Mode.SHADOW)
                .build())
        .toList();
  }

  private static TokenBudget translate(TokenBudgetIr.TokenBudget budget) {
    return TokenBudget.newBuilder()
        .setPolicy(budget.policy().orElse(""))
        .setName(budget.name())
        .addAllKey(keys(budget.key()))
        .setPeriod(
            switch (budget.period()) {
              case DAY -> TokenBudget.Period.PERIOD_DAY;
              case MONTH -> TokenBudget.Period.PERIOD_MONTH;
            })
        .setTokens(budget.tokens().orElse(0L))
        .setCostE8(budget.cost().map(cost -> Math.round(cost * COST_SCALE)).orElse(0L))
        .setInputWeight(thousandths(budget.weights().input()))
        .setOutputWeight(thousandths(budget.weights().output()))
        .setCachedWeight(thousandths(budget.weights().cached()))
        .setReasoningWeight(thousandths(budget.weights().reasoning()))
        .setDefaultOutput(budget.defaultOutput())
        .setShadow(budget.mode() == Mode.SHADOW)
        .build();
  }

  private static int thousandths(double weight) {
    return Math.toIntExact(Math.round(weight * THOUSANDTHS));
  }

  private static List<TokenBudget.Key> keys(List<TokenBudgetIr.Key> keys) {
    return keys.stream().map(TokenBudgetTranslator::key).toList();
  }

  private static TokenBudget.Key key(TokenBudgetIr.Key key) {
    return switch (key) {
      case TENANT -> TokenBudget.Key.KEY_TENANT;
      case USER -> TokenBudget.Key.KEY_USER;
      case CREDENTIAL -> TokenBudget.Key.KEY_CREDENTIAL;
      case MODEL -> TokenBudget.Key.KEY_MODEL;
      case ROUTE -> TokenBudget.Key.KEY_ROUTE;
    };
  }
}
