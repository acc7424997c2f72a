package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.ActiveWafRules;
import dev.sluice.common.waf.RouteWafParts;
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
 * The rules about bodies, compiled for one search. Exchanges without WAF rules are searched for the
 * other rules alone, because the first bytes of attacks occur in every text.
 */
final class CompiledRules {
  private static final int MOST_KEPT = 1_000;

  private record Choice(BitSet others, ActiveWafRules attacks) {}

  private final DlpPolicy dlp;
  private final Optional<WafPolicy> waf;
  private final RuleSet alone;
  private final RuleSet blocking;
  private final RuleSet logging;
  private final Map<Choice, RulesInForce> cache = new ConcurrentHashMap<>();

  CompiledRules(DlpPolicy dlp, Optional<WafPolicy> waf) {
    this.dlp = dlp;
    // Even if the file selects no bodies: a policy row may add them on a route.
    this.waf = waf.filter(policy -> !policy.rules().isEmpty());
    alone = new RuleSet(dlp.rules());
    blocking = this.waf.map(policy -> both(policy)).orElse(alone);
    logging =
        blocking.withRules(
            rule -> rule.ruleClass() == RuleClass.WAF ? rule.with(RuleAction.LOG) : rule);
  }

  private RuleSet both(WafPolicy policy) {
    List<DlpRule> rules = new ArrayList<>(dlp.rules());
    rules.addAll(WafRules.of(policy, rules.size()));
    return new RuleSet(rules);
  }

  /** Returns the rules in force. Exchanges with the same choice of rules share one object. */
  RulesInForce inForce(BodyDirection direction, ExchangeScope scope, RouteWafParts added) {
    WafPart part = direction == BodyDirection.REQUEST ? WafPart.BODY : WafPart.ANSWER;
    ActiveWafRules attacks =
        waf.map(policy -> policy.activeRules(part, scope, added)).orElse(ActiveWafRules.NONE);
    var choice = new Choice(dlp.inForce(direction, scope), attacks);
    RulesInForce cached = cache.get(choice);
    if (cached != null) {
      return cached;
    }
    RulesInForce compiled = compile(choice);
    if (cache.size() < MOST_KEPT) {
      cache.put(choice, compiled);
    }
    return compiled;
  }

  private RulesInForce compile(Choice choice) {
    if (choice.attacks().rules().isEmpty()) {
      return RulesInForce.of(alone, choice.others());
    }
    BitSet inForce = (BitSet) choice.others().clone();
    int first = dlp.rules().size();
    choice.attacks().rules().stream().forEach(rule -> inForce.set(first + rule));
    return RulesInForce.of(choice.attacks().blocks() ? blocking : logging, inForce);
  }
}
