package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.Set;

/** The exchanges and directions that a rule applies to. */
public record RuleScope(Set<BodyDirection> directions, ExchangeSelector where) {
  public RuleScope {
    directions = Set.copyOf(directions);
  }

  /** Returns true if the rule applies to one direction of an exchange. */
  public boolean appliesTo(BodyDirection direction, ExchangeScope scope) {
    return directions.contains(direction) && where.matches(scope);
  }
}
