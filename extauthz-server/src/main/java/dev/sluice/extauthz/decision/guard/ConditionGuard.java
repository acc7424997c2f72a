package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Refusal;
import dev.sluice.extauthz.decision.Refusals;
import dev.sluice.extauthz.policy.RuleHead;
import dev.sluice.extauthz.policy.condition.Condition;
import dev.sluice.extauthz.policy.condition.Truth;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Refuses requests that do not meet a condition, and those of which it cannot be told. */
public final class ConditionGuard implements Guard {
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
  public void check(Exchange exchange, Refusals refusals) {
    List<Condition> conditions = exchange.policy().rules().conditions();
    if (conditions.isEmpty()) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    var values = new ExchangeValues(exchange, scope, clock);
    for (int i = 0; i < conditions.size() && refusals.enforced() == null; i++) {
      Condition condition = conditions.get(i);
      RuleHead head = condition.head();
      Truth met = head.where().covers(scope) ? condition.meets(values) : Truth.YES;
      if (met == Truth.FAILED) {
        failures.accept(head.name());
      }
      if (met != Truth.YES) {
        refusals.add(new Refusal(ErrorCode.AUTH_FORBIDDEN, head.name(), head.shadow()));
      }
    }
  }
}
