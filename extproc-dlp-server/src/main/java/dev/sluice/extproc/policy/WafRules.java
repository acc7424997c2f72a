package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.waf.WafRule;
import dev.sluice.extproc.rewriter.MaskTemplate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The rules against attacks in the form of rules about bodies. */
public final class WafRules {
  private WafRules() {}

  /**
   * All rules of a policy, behind others, to block what they find. Where they are in force is told
   * by the policy alone.
   *
   * @param first the place of the first
   */
  public static List<DlpRule> of(WafPolicy policy, int first) {
    List<DlpRule> rules = new ArrayList<>();
    for (WafRule rule : policy.rules()) {
      rules.add(
          new DlpRule(
              first + rules.size(),
              rule.id(),
              rule.attack().name().toLowerCase(Locale.ROOT),
              RuleClass.WAF,
              RuleAction.BLOCK,
              MaskTemplate.of("[" + rule.id() + "]"),
              RuleSeverity.HIGH,
              new RuleScope(EnumSet.allOf(BodyDirection.class), ExchangeSelector.ALL),
              rule.detections(),
              AllowList.EMPTY));
    }
    return rules;
  }
}
