package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.finding.RulesInForce;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.policy.RuleClass;
import dev.sluice.extproc.policy.WafRules;
import dev.sluice.extproc.scanner.RuleSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All rules about bodies, compiled to be looked for together. Exchanges without a rule against
 * attacks are searched for the others alone, for what attacks begin with stands in every text.
 */
final class CompiledRules {
  private static final int MOST_KEPT = 1_000;

  private record Choice(BitSet others, ActiveWafRules attacks) {}

  private final DlpPolicy dlp;
  private final Optional<WafPolicy> waf;
  private final RuleSet alone;
  private final RuleSet blocking;
  private final RuleSet telling;
  private final Map<Choice, RulesInForce> made = new ConcurrentHashMap<>();

  CompiledRules(DlpPolicy dlp, Optional<WafPolicy> waf) {
    this.dlp = dlp;
    this.waf =
        waf.filter(policy -> policy.inspects(WafPart.BODY) || policy.inspects(WafPart.ANSWER));
    alone = new RuleSet(dlp.rules());
    blocking = this.waf.map(policy -> both(policy)).orElse(alone);
    telling =
        blocking.withRules(
            rule -> rule.ruleClass() == RuleClass.WAF ? rule.with(RuleAction.LOG) : rule);
  }

  private RuleSet both(WafPolicy policy) {
    List<DlpRule> rules = new ArrayList<>(dlp.rules());
    rules.addAll(WafRules.of(policy, rules.size()));
    return new RuleSet(rules);
  }

  /** Of each choice that exchanges made, there is one of it. */
  RulesInForce inForce(BodyDirection direction, ExchangeScope scope) {
    WafPart part = direction == BodyDirection.REQUEST ? WafPart.BODY : WafPart.ANSWER;
    ActiveWafRules attacks =
        waf.map(policy -> policy.activeRules(part, scope)).orElse(ActiveWafRules.NONE);
    var choice = new Choice(dlp.inForce(direction, scope), attacks);
    RulesInForce known = made.get(choice);
    if (known != null) {
      return known;
    }
    RulesInForce fresh = make(choice);
    if (made.size() < MOST_KEPT) {
      made.put(choice, fresh);
    }
    return fresh;
  }

  private RulesInForce make(Choice choice) {
    if (choice.attacks().rules().isEmpty()) {
      return RulesInForce.of(alone, choice.others());
    }
    BitSet inForce = (BitSet) choice.others().clone();
    int first = dlp.rules().size();
    choice.attacks().rules().stream().forEach(rule -> inForce.set(first + rule));
    return RulesInForce.of(choice.attacks().blocks() ? blocking : telling, inForce);
  }
}
