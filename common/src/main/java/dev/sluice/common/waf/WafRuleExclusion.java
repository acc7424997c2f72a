package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.Locale;
import java.util.Set;

/**
 * An exclusion of rules from some exchanges.
 *
 * @param rules the ids of rules and names of classes; empty for all rules
 */
record WafRuleExclusion(Set<WafPart> parts, ExchangeSelector selector, Set<String> rules) {
  WafRuleExclusion {
    parts = Set.copyOf(parts);
    rules = Set.copyOf(rules);
  }

  boolean matches(WafPart part, ExchangeScope scope) {
    return appliesTo(part) && selector.matches(scope);
  }

  boolean appliesTo(WafPart part) {
    return parts.isEmpty() || parts.contains(part);
  }

  boolean namesTenants() {
    return !selector.tenants().isEmpty();
  }

  boolean names(WafRule rule) {
    return rules.isEmpty()
        || rules.contains(rule.id())
        || rules.contains(rule.attack().name().toLowerCase(Locale.ROOT));
  }
}
