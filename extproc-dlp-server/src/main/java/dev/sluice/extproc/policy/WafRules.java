package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.waf.WafRule;
import dev.sluice.extproc.rewriter.MaskTemplate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** A view of the WAF rules as rules about bodies. */
public final class WafRules {
  private WafRules() {}

  /**
   * Returns all rules of a policy as blocking rules that follow others. The policy decides where
   * they are in force.
   *
   * @param first the position of the first rule
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
