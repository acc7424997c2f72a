package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.match.search.MatchFreeBytes;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.waf.WafRule;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RuleViolation;
import java.util.ArrayList;
import java.util.List;

/** The WAF rules of one policy version, with their violations. */
final class RequestWafRules {
  private final WafPolicy policy;
  private final MatchFreeBytes matchFreeBytes;
  private final List<RuleViolation> blocking = new ArrayList<>();
  private final List<RuleViolation> reporting = new ArrayList<>();
  private final boolean selectedByFile;
  private final boolean dependsOnTenant;

  RequestWafRules(WafPolicy policy) {
    this.policy = policy;
    for (WafRule rule : policy.rules()) {
      blocking.add(new RuleViolation(DenialCode.WAF_BLOCKED, "waf:" + rule.id(), false));
      reporting.add(new RuleViolation(DenialCode.WAF_BLOCKED, "waf:" + rule.id(), true));
    }
    matchFreeBytes = MatchFreeBytes.of(patterns());
    selectedByFile = WafPart.REQUEST_LINE_AND_HEADERS.stream().anyMatch(policy::inspects);
    dependsOnTenant = WafPart.REQUEST_LINE_AND_HEADERS.stream().anyMatch(policy::dependsOnTenant);
  }

  /**
   * Returns false if no rule inspects anything but bodies on a route.
   *
   * @param added the parts that a policy row adds on the route
   */
  boolean inspect(RouteWafParts added) {
    return selectedByFile || added.containsAny(WafPart.REQUEST_LINE_AND_HEADERS);
  }

  /** Returns true if the active rules depend on the tenant of the caller. */
  boolean dependsOnTenant() {
    return dependsOnTenant;
  }

  WafPolicy policy() {
    return policy;
  }

  PatternSet patterns() {
    return policy.patterns().set();
  }

  /** Returns the bytes that cannot be part of a match. */
  MatchFreeBytes matchFreeBytes() {
    return matchFreeBytes;
  }

  /** Returns the index of the rule of a pattern. */
  int ruleOf(int pattern) {
    return policy.patterns().ruleOf(pattern);
  }

  RuleViolation violation(int rule, boolean block) {
    return block ? blocking.get(rule) : reporting.get(rule);
  }
}
