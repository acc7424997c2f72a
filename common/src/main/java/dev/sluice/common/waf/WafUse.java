package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.Selection;
import java.util.Set;

/**
 * Where the rules are in force.
 *
 * @param blocks whether a match refuses the exchange, or is only told
 */
record WafUse(Set<WafPart> parts, Selection where, boolean blocks) {
  WafUse {
    parts = Set.copyOf(parts);
  }

  boolean covers(WafPart part, ExchangeScope scope) {
    return parts.contains(part) && where.covers(scope);
  }
}
