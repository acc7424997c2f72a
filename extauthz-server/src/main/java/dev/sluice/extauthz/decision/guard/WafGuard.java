package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleViolations;

/** Refuses requests with an attack in their path, query or headers. */
final class WafGuard implements RequestGuard {
  // An event loop asks for one request after the other, so that each has one search for all.
  private static final ThreadLocal<RequestWafScanner> SEARCHES = new ThreadLocal<>();

  private final WafGuards guards;
  private final boolean tenantKnown;

  WafGuard(WafGuards attacks, boolean tenantKnown) {
    this.guards = attacks;
    this.tenantKnown = tenantKnown;
  }

  @Override
  public void check(AuthorizationContext exchange, RuleViolations refusals) {
    RequestWafRules rules = guards.current();
    if (rules == null || rules.isEmpty() || rules.dependsOnTenant() != tenantKnown) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    RequestWafScanner search = search(rules);
    ActiveWafRules path = rules.policy().activeRules(WafPart.PATH, scope);
    if (!path.rules().isEmpty()) {
      search.scanPath(exchange.path());
      search.reportMatches(path, refusals);
    }
    ActiveWafRules query = rules.policy().activeRules(WafPart.QUERY, scope);
    if (!query.rules().isEmpty() && refusals.enforced() == null) {
      search.scanQuery(exchange.input().path());
      search.reportMatches(query, refusals);
    }
    ActiveWafRules headers = rules.policy().activeRules(WafPart.HEADERS, scope);
    if (!headers.rules().isEmpty() && refusals.enforced() == null) {
      search.scanHeaders(exchange.input().headers());
      search.reportMatches(headers, refusals);
    }
  }

  private static RequestWafScanner search(RequestWafRules rules) {
    RequestWafScanner search = SEARCHES.get();
    if (search == null || search.rules() != rules) {
      search = new RequestWafScanner(rules);
      SEARCHES.set(search);
    }
    return search;
  }
}
