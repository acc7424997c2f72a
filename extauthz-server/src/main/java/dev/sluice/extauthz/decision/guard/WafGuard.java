package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RequestPlace;
import dev.sluice.extauthz.decision.RuleViolations;

/** A guard that denies requests with an attack in their path, query or headers. */
final class WafGuard implements RequestGuard {
  // An event loop handles one request at a time, so one scanner for each thread suffices.
  private static final ThreadLocal<RequestWafScanner> SCANNERS = new ThreadLocal<>();

  private final WafGuards guards;
  private final boolean tenantKnown;

  WafGuard(WafGuards guards, boolean tenantKnown) {
    this.guards = guards;
    this.tenantKnown = tenantKnown;
  }

  @Override
  public void check(AuthorizationContext context, RuleViolations violations) {
    RequestWafRules rules = guards.current();
    RouteWafParts added = context.route().waf();
    if (rules == null || !rules.inspect(added) || rules.dependsOnTenant() != tenantKnown) {
      return;
    }
    ExchangeScope scope = context.scope();
    RequestWafScanner scanner = scanner(rules);
    ActiveWafRules path = rules.policy().activeRules(WafPart.PATH, scope, added);
    if (!path.rules().isEmpty()) {
      scanner.scanPath(context.path());
      scanner.reportMatches(path, violations, _ -> RequestPlace.PATH);
    }
    ActiveWafRules query = rules.policy().activeRules(WafPart.QUERY, scope, added);
    if (!query.rules().isEmpty() && violations.enforced() == null) {
      scanner.scanQuery(context.input().path());
      scanner.reportMatches(
          query, violations, rule -> scanner.queryPlace(context.input().path(), rule));
    }
    ActiveWafRules headers = rules.policy().activeRules(WafPart.HEADERS, scope, added);
    if (!headers.rules().isEmpty() && violations.enforced() == null) {
      scanner.scanHeaders(context.input().headers());
      scanner.reportMatches(
          headers, violations, rule -> scanner.headerPlace(context.input().headers(), rule));
    }
  }

  private static RequestWafScanner scanner(RequestWafRules rules) {
    RequestWafScanner scanner = SCANNERS.get();
    if (scanner == null || scanner.rules() != rules) {
      scanner = new RequestWafScanner(rules);
      SCANNERS.set(scanner);
    }
    return scanner;
  }
}
