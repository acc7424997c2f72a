package dev.sluice.extauthz.policy;

import dev.sluice.extauthz.policy.condition.CelExpression;
import dev.sluice.extauthz.policy.condition.ConditionValues;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import dev.sluice.extauthz.policy.condition.ExpressionResult;
import java.util.Optional;

/**
 * A condition that a request must meet.
 *
 * @param when the expression that selects requests, in addition to the selector; empty for all
 * @param require the expression that must be true
 */
public record RequestCondition(
    RuleAttributes attributes, Optional<CelExpression> when, CelExpression require) {
  /** Returns what the condition reads by name. */
  public ExpressionReads reads() {
    return when.map(CelExpression::reads).orElse(ExpressionReads.NONE).and(require.reads());
  }

  /** Evaluates the condition for a request. If {@code when} fails, so does the condition. */
  public ExpressionResult evaluate(ConditionValues values) {
    return requires(selects(values), values);
  }

  /** Evaluates {@code when}. */
  public ExpressionResult selects(ConditionValues values) {
    return when.map(expression -> expression.evaluate(values)).orElse(ExpressionResult.YES);
  }

  /** Evaluates {@code require} for a request for which {@code when} had this result. */
  public ExpressionResult requires(ExpressionResult selected, ConditionValues values) {
    return switch (selected) {
      case YES -> require.evaluate(values);
      case NO -> ExpressionResult.YES;
      case FAILED -> ExpressionResult.FAILED;
    };
  }
}
