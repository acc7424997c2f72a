package dev.sluice.extauthz.policy.condition;

import dev.sluice.extauthz.policy.RuleHead;
import java.util.Optional;

/**
 * What a request must meet.
 *
 * @param when of which requests it is asked besides the selection; of all, if absent
 * @param require what must be true of them
 */
public record Condition(RuleHead head, Optional<Expression> when, Expression require) {
  /** Whether a request meets it; if {@code when} fails, so does the condition. */
  public Truth meets(ConditionValues values) {
    Truth asked = when.map(expression -> expression.test(values)).orElse(Truth.YES);
    return switch (asked) {
      case YES -> require.test(values);
      case NO -> Truth.YES;
      case FAILED -> Truth.FAILED;
    };
  }
}
