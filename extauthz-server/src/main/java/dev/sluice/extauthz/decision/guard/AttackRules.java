package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.match.HarmlessBytes;
import dev.sluice.common.match.PatternSet;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.waf.WafRule;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The rules against attacks with what they refuse, one for each version. */
final class AttackRules {
  private static final List<WafPart> PARTS = List.of(WafPart.PATH, WafPart.QUERY, WafPart.HEADERS);

  private final WafPolicy policy;
  private final HarmlessBytes harmless;
  private final List<Refusal> blocks = new ArrayList<>();
  private final List<Refusal> tells = new ArrayList<>();
  private final boolean dependsOnTenant;

  AttackRules(WafPolicy policy) {
    this.policy = policy;
    boolean looks = PARTS.stream().anyMatch(policy::looksAt);
    for (WafRule rule : looks ? policy.rules() : List.<WafRule>of()) {
      blocks.add(new Refusal(ErrorCode.WAF_BLOCKED, "waf:" + rule.id(), false));
      tells.add(new Refusal(ErrorCode.WAF_BLOCKED, "waf:" + rule.id(), true));
    }
    harmless = HarmlessBytes.of(patterns());
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
  HarmlessBytes harmless() {
    return harmless;
  }

  /** The place of the rule that a pattern belongs to. */
  int ruleOf(int pattern) {
    return policy.patterns().ruleOf(pattern);
  }

  Refusal refusal(int rule, boolean block) {
    return block ? blocks.get(rule) : tells.get(rule);
  }
}
