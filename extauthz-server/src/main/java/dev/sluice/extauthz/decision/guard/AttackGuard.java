package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.WafInForce;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extauthz.decision.Exchange;
import dev.sluice.extauthz.decision.Guard;
import dev.sluice.extauthz.decision.Refusals;

/** Refuses requests with an attack in their path, query or headers. */
final class AttackGuard implements Guard {
  // An event loop asks for one request after the other, so that each has one search for all.
  private static final ThreadLocal<AttackSearch> SEARCHES = new ThreadLocal<>();

  private final Attacks attacks;
  private final boolean tenantKnown;

  AttackGuard(Attacks attacks, boolean tenantKnown) {
    this.attacks = attacks;
    this.tenantKnown = tenantKnown;
  }

  @Override
  public void check(Exchange exchange, Refusals refusals) {
    AttackRules rules = attacks.current();
    if (rules == null || rules.isEmpty() || rules.dependsOnTenant() != tenantKnown) {
      return;
    }
    ExchangeScope scope = exchange.scope();
    AttackSearch search = search(rules);
    WafInForce path = rules.policy().inForce(WafPart.PATH, scope);
    if (!path.rules().isEmpty()) {
      search.path(exchange.path());
      search.tell(path, refusals);
    }
    WafInForce query = rules.policy().inForce(WafPart.QUERY, scope);
    if (!query.rules().isEmpty() && refusals.enforced() == null) {
      search.query(exchange.input().path());
      search.tell(query, refusals);
    }
    WafInForce headers = rules.policy().inForce(WafPart.HEADERS, scope);
    if (!headers.rules().isEmpty() && refusals.enforced() == null) {
      search.headers(exchange.input().headers());
      search.tell(headers, refusals);
    }
  }

  private static AttackSearch search(AttackRules rules) {
    AttackSearch search = SEARCHES.get();
    if (search == null || search.rules() != rules) {
      search = new AttackSearch(rules);
      SEARCHES.set(search);
    }
    return search;
  }
}
