package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.Set;

/**
 * A set of exchanges to which the rules apply.
 *
 * @param blocks whether a match blocks the exchange or is only reported
 */
record WafRuleScope(Set<WafPart> parts, ExchangeSelector selector, boolean blocks) {
  WafRuleScope {
    parts = Set.copyOf(parts);
  }

  boolean matches(WafPart part, ExchangeScope scope) {
    return parts.contains(part) && selector.matches(scope);
  }
}
