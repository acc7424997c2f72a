package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleObserver.RuleResult;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import java.util.function.IntFunction;

/** A guard that denies requests with an attack in their path, query or headers. */
final class WafGuard implements RequestGuard {
  private static final String PATH = "waf rules for the path";
  private static final String QUERY = "waf rules for the query";
  private static final String HEADERS = "waf rules for headers";

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
    RequestWafScanner scanner = guards.scanner(rules);
    ActiveWafRules path = rules.policy().activeRules(WafPart.PATH, scope, added);
    if (!path.rules().isEmpty()) {
      scanner.scanPath(context.path());
      // Only an explanation needs the offset in the path.
      IntFunction<RequestPlace> locate =
          violations.observer().isActive()
              ? rule -> scanner.pathPlace(context.path(), rule)
              : _ -> RequestPlace.PATH;
      boolean matched = scanner.reportMatches(path, violations, locate);
      passed(PATH, matched, violations);
    }
    ActiveWafRules query = rules.policy().activeRules(WafPart.QUERY, scope, added);
    if (!query.rules().isEmpty() && violations.enforced() == null) {
      scanner.scanQuery(context.input().path());
      boolean matched =
          scanner.reportMatches(
              query, violations, rule -> scanner.queryPlace(context.input().path(), rule));
      passed(QUERY, matched, violations);
    }
    ActiveWafRules headers = rules.policy().activeRules(WafPart.HEADERS, scope, added);
    if (!headers.rules().isEmpty() && violations.enforced() == null) {
      scanner.scanHeaders(context.input().headers());
      boolean matched =
          scanner.reportMatches(
              headers, violations, rule -> scanner.headerPlace(context.input().headers(), rule));
      passed(HEADERS, matched, violations);
    }
  }

  private static void passed(String rules, boolean matched, RuleViolations violations) {
    if (!matched) {
      violations.observer().onRule(rules, RuleResult.PASSED, false);
    }
  }
}
