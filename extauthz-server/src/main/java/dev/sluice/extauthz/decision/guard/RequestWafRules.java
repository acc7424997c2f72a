package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.match.search.MatchFreeBytes;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.waf.WafRule;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RuleViolation;
import java.util.ArrayList;
import java.util.List;

/** The rules against attacks with what they refuse, one for each version. */
final class RequestWafRules {
  private static final List<WafPart> PARTS = List.of(WafPart.PATH, WafPart.QUERY, WafPart.HEADERS);

  private final WafPolicy policy;
  private final MatchFreeBytes matchFreeBytes;
  private final List<RuleViolation> blocks = new ArrayList<>();
  private final List<RuleViolation> tells = new ArrayList<>();
  private final boolean dependsOnTenant;

  RequestWafRules(WafPolicy policy) {
    this.policy = policy;
    boolean looks = PARTS.stream().anyMatch(policy::inspects);
    for (WafRule rule : looks ? policy.rules() : List.<WafRule>of()) {
      blocks.add(new RuleViolation(DenialCode.WAF_BLOCKED, "waf:" + rule.id(), false));
      tells.add(new RuleViolation(DenialCode.WAF_BLOCKED, "waf:" + rule.id(), true));
    }
    matchFreeBytes = MatchFreeBytes.of(patterns());
    dependsOnTenant = PARTS.stream().anyMatch(policy::dependsOnTenant);
  }

  /** Whether nothing of a request is looked at but its body. */
  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether it must be known who calls before it is known which rules are in force. */
  boolean dependsOnTenant() {
    return dependsOnTenant;
  }

  WafPolicy policy() {
    return policy;
  }

  PatternSet patterns() {
    return policy.patterns().set();
  }

  /** What need not be searched. */
  MatchFreeBytes matchFreeBytes() {
    return matchFreeBytes;
  }

  /** The place of the rule that a pattern belongs to. */
  int ruleOf(int pattern) {
    return policy.patterns().ruleOf(pattern);
  }

  RuleViolation violation(int rule, boolean block) {
    return block ? blocks.get(rule) : tells.get(rule);
  }
}
