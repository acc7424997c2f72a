package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.Selection;
import java.util.Locale;
import java.util.Set;

/**
 * Where rules are not in force although they are elsewhere.
 *
 * @param rules ids of rules and names of classes; empty for all rules
 */
record WafException(Set<WafPart> parts, Selection where, Set<String> rules) {
  WafException {
    parts = Set.copyOf(parts);
    rules = Set.copyOf(rules);
  }

  boolean covers(WafPart part, ExchangeScope scope) {
    return isAbout(part) && where.covers(scope);
  }

  boolean isAbout(WafPart part) {
    return parts.isEmpty() || parts.contains(part);
  }

  boolean namesTenants() {
    return !where.tenants().isEmpty();
  }

  boolean names(WafRule rule) {
    return rules.isEmpty()
        || rules.contains(rule.id())
        || rules.contains(rule.attack().name().toLowerCase(Locale.ROOT));
  }
}
