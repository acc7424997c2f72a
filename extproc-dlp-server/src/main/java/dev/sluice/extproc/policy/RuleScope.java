package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.Selection;
import java.util.Set;

/** To which exchanges a rule applies, and to which of their bodies. */
public record RuleScope(Set<Direction> directions, Selection where) {
  public RuleScope {
    directions = Set.copyOf(directions);
  }

  /** True if the rule applies to one direction of an exchange. */
  public boolean covers(Direction direction, ExchangeScope scope) {
    return directions.contains(direction) && where.covers(scope);
  }
}
