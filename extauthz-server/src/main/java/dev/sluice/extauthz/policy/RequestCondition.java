package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.condition.CelExpression;
import dev.sluice.extauthz.policy.condition.ConditionValues;
import dev.sluice.extauthz.policy.condition.ExpressionResult;
import java.util.Optional;

/**
 * What a request must meet.
 *
 * @param when of which requests it is asked besides the selection; of all, if absent
 * @param require what must be true of them
 */
public record RequestCondition(
    RuleAttributes attributes, Optional<CelExpression> when, CelExpression require) {
  /** Whether a request meets it; if {@code when} fails, so does the condition. */
  public ExpressionResult evaluate(ConditionValues values) {
    ExpressionResult asked =
        when.map(expression -> expression.evaluate(values)).orElse(ExpressionResult.YES);
    return switch (asked) {
      case YES -> require.evaluate(values);
      case NO -> ExpressionResult.YES;
      case FAILED -> ExpressionResult.FAILED;
    };
  }
}
