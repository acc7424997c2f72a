package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.decision.RuleObserver.RuleResult;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.policy.RequestCondition;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.condition.ConditionValues;
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
    RuleObserver observer = violations.observer();
    var values = new RequestConditionValues(context, scope, clock);
    for (int i = 0; i < conditions.size() && violations.enforced() == null; i++) {
      RequestCondition condition = conditions.get(i);
      RuleAttributes attributes = condition.attributes();
      if (!attributes.selector().matches(scope)) {
        observer.onRule(attributes.name(), RuleResult.OUT_OF_SCOPE, attributes.shadow());
        continue;
      }
      ConditionValues read =
          observer.isActive()
              ? new ObservedConditionValues(values, attributes.name(), observer)
              : values;
      ExpressionResult selected = condition.selects(read);
      ExpressionResult result = condition.requires(selected, read);
      observer.onRule(attributes.name(), observed(selected, result), attributes.shadow());
      if (result == ExpressionResult.FAILED) {
        failures.accept(attributes.name());
      }
      if (result != ExpressionResult.YES) {
        violations.add(
            new RuleViolation(DenialCode.AUTH_FORBIDDEN, attributes.name(), attributes.shadow()));
      }
    }
  }

  private static RuleResult observed(ExpressionResult selected, ExpressionResult result) {
    return switch (result) {
      case YES -> selected == ExpressionResult.NO ? RuleResult.OUT_OF_SCOPE : RuleResult.PASSED;
      case NO -> RuleResult.VIOLATED;
      case FAILED -> RuleResult.FAILED;
    };
  }
}
