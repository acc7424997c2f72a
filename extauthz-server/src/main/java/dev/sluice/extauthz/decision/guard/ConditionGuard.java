package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.policy.RequestCondition;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.condition.ExpressionResult;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Refuses requests that do not meet a condition, and those of which it cannot be told. */
public final class ConditionGuard implements RequestGuard {
  private final InstantSource clock;
  private final Consumer<String> failures;

  /**
   * Asks the conditions of the policy.
   *
   * @param failures is told of each condition that could not be evaluated
   */
  public ConditionGuard(InstantSource clock, Consumer<String> failures) {
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  public void check(AuthorizationContext exchange, RuleViolations refusals) {
    List<RequestCondition> conditions = exchange.policy().requestRules().conditions();
    if (conditions.isEmpty()) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    var values = new RequestConditionValues(exchange, scope, clock);
    for (int i = 0; i < conditions.size() && refusals.enforced() == null; i++) {
      RequestCondition condition = conditions.get(i);
      RuleAttributes head = condition.attributes();
      ExpressionResult met =
          head.selector().matches(scope) ? condition.evaluate(values) : ExpressionResult.YES;
      if (met == ExpressionResult.FAILED) {
        failures.accept(head.name());
      }
      if (met != ExpressionResult.YES) {
        refusals.add(new RuleViolation(DenialCode.AUTH_FORBIDDEN, head.name(), head.shadow()));
      }
    }
  }
}
