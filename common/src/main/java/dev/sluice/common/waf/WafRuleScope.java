package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.Set;

/**
 * Where the rules are in force.
 *
 * @param blocks whether a match refuses the exchange, or is only told
 */
record WafRuleScope(Set<WafPart> parts, ExchangeSelector selector, boolean blocks) {
  WafRuleScope {
    parts = Set.copyOf(parts);
  }

  boolean matches(WafPart part, ExchangeScope scope) {
    return parts.contains(part) && selector.matches(scope);
  }
}
