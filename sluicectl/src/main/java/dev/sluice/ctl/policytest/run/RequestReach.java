package dev.sluice.ctl.policytest.run;

import dev.sluice.common.match.route.RequestHost;
import dev.sluice.common.match.route.RequestPath;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.ctl.policytest.coverage.AccessCoverage;
import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.HeaderContract;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that a decision about a request reached. */
final class RequestReach {
  private static final String ATTACK = "waf:";
  private static final String LEVEL = "level:";

  private RequestReach() {}

  static Set<CoverageItem> of(AuthzPolicy policy, RequestCase request, Decision decision) {
    Set<CoverageItem> reached = new HashSet<>();
    DecisionTrace trace = decision.facts().trace();
    String rule = decision.facts().rule();
    addLevel(trace.requiredByRule(), rule, decision instanceof Decision.Allow, reached);
    List<String> violated = new ArrayList<>(trace.shadowRules());
    violated.add(rule);
    violated.forEach(each -> addViolated(each, reached));
    RouteRule route = decision.facts().route();
    if (route != null) {
      if (trace.routeSource() == RouteSource.POLICY_FILE) {
        reached.add(new CoverageItem(CoverageGroup.ROUTES, route.id()));
      }
      HeaderContract contract =
          policy.headerContract(scope(request, decision, route), route.product());
      if (contract != null) {
        reached.add(new CoverageItem(CoverageGroup.HEADER_CONTRACTS, "contract:" + contract.id()));
      }
    }
    return reached;
  }

  /** Adds the level that decided, or that a request met which another rule denied. */
  private static void addLevel(
      String required, String rule, boolean allowed, Set<CoverageItem> reached) {
    String level = required.isEmpty() && rule.startsWith(LEVEL) ? rule : required;
    if (!level.isEmpty()) {
      reached.add(new CoverageItem(CoverageGroup.LEVELS, level));
      if (allowed || level.equals(rule)) {
        reached.add(AccessCoverage.branch(level, allowed));
      }
    }
  }

  private static void addViolated(String rule, Set<CoverageItem> reached) {
    reached.add(new CoverageItem(CoverageGroup.ADDRESS_LISTS, rule));
    reached.add(new CoverageItem(CoverageGroup.CONDITIONS, rule));
    reached.add(new CoverageItem(CoverageGroup.HEADER_CONTRACTS, rule));
    reached.add(new CoverageItem(CoverageGroup.LEVELS, rule));
    if (rule.startsWith(ATTACK)) {
      reached.add(new CoverageItem(CoverageGroup.WAF_RULES, rule.substring(ATTACK.length())));
    }
  }

  private static ExchangeScope scope(RequestCase request, Decision decision, RouteRule route) {
    return new ExchangeScope(
        route.id(),
        "",
        decision.facts().environment(),
        RequestHost.normalize(request.host()),
        RequestPath.normalize(request.path()).orElse(""));
  }
}
