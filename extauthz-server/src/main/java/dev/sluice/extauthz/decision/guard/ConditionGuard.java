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

/**
 * A guard that denies requests that do not meet a condition, or for which it cannot be evaluated.
 */
public final class ConditionGuard implements RequestGuard {
  private final InstantSource clock;
  private final Consumer<String> failures;

  /**
   * Creates a guard for the conditions of the policy.
   *
   * @param failures receives the name of each condition that could not be evaluated
   */
  public ConditionGuard(InstantSource clock, Consumer<String> failures) {
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    List<RequestCondition> conditions = context.policy().requestRules().conditions();
    if (conditions.isEmpty()) {
      return;
    }
    ExchangeScope scope = context.scope();
    var values = new RequestConditionValues(context, scope, clock);
    for (int i = 0; i < conditions.size() && violations.enforced() == null; i++) {
      RequestCondition condition = conditions.get(i);
      RuleAttributes attributes = condition.attributes();
      ExpressionResult result =
          attributes.selector().matches(scope) ? condition.evaluate(values) : ExpressionResult.YES;
      if (result == ExpressionResult.FAILED) {
        failures.accept(attributes.name());
      }
      if (result != ExpressionResult.YES) {
        violations.add(
            new RuleViolation(DenialCode.AUTH_FORBIDDEN, attributes.name(), attributes.shadow()));
      }
    }
  }
}
