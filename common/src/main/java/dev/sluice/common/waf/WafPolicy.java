package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One version of the rules, and where they are in force. */
public final class WafPolicy {
  private static final int MOST_KEPT = 1_000;

  private final String version;
  private final List<WafRule> rules;
  private final WafPatterns patterns;
  private final List<WafRuleScope> uses;
  private final List<WafRuleExclusion> exceptions;
  private final ActiveWafRules allBlock;
  private final ActiveWafRules allTell;
  private final Map<Choice, ActiveWafRules> made = new ConcurrentHashMap<>();

  /** The exceptions that cover a part of an exchange. */
  private record Choice(BitSet exceptions, boolean blocks) {}

  WafPolicy(
      String version,
      List<WafRule> rules,
      WafPatterns patterns,
      List<WafRuleScope> uses,
      List<WafRuleExclusion> exceptions) {
    this.version = version;
    this.rules = List.copyOf(rules);
    this.patterns = patterns;
    this.uses = List.copyOf(uses);
    this.exceptions = List.copyOf(exceptions);
    allBlock = all(true);
    allTell = all(false);
  }

  public String version() {
    return version;
  }

  public List<WafRule> rules() {
    return rules;
  }

  /** All rules, compiled once for everybody who looks for nothing else. */
  public WafPatterns patterns() {
    return patterns;
  }

  /** True if some exchange exists of which a part is looked at. */
  public boolean inspects(WafPart part) {
    return !rules.isEmpty() && uses.stream().anyMatch(use -> use.parts().contains(part));
  }

  /** True if what is in force for a part may depend on who calls. */
  public boolean dependsOnTenant(WafPart part) {
    return uses.stream()
            .anyMatch(use -> use.parts().contains(part) && !use.selector().tenants().isEmpty())
        || exceptions.stream()
            .anyMatch(exception -> exception.appliesTo(part) && exception.namesTenants());
  }

  /**
   * What applies to a part of an exchange; where one use blocks and another only tells, it blocks.
   * Nothing is made for an exchange without an exception, nor for exceptions that were met before.
   */
  public ActiveWafRules activeRules(WafPart part, ExchangeScope scope) {
    boolean covered = false;
    boolean blocks = false;
    for (int i = 0; i < uses.size() && !blocks; i++) {
      if (uses.get(i).matches(part, scope)) {
        covered = true;
        blocks = uses.get(i).blocks();
      }
    }
    if (!covered) {
      return ActiveWafRules.NONE;
    }
    @Nullable BitSet covering = null;
    for (int i = 0; i < exceptions.size(); i++) {
      if (exceptions.get(i).matches(part, scope)) {
        covering = covering == null ? new BitSet() : covering;
        covering.set(i);
      }
    }
    return covering == null ? (blocks ? allBlock : allTell) : without(covering, blocks);
  }

  private ActiveWafRules without(BitSet covering, boolean blocks) {
    var choice = new Choice(covering, blocks);
    ActiveWafRules known = made.get(choice);
    if (known != null) {
      return known;
    }
    BitSet inForce = (BitSet) allBlock.rules().clone();
    covering.stream().forEach(exception -> inForce.andNot(named(exceptions.get(exception))));
    var fresh = new ActiveWafRules(inForce, blocks);
    if (made.size() < MOST_KEPT) {
      made.put(choice, fresh);
    }
    return fresh;
  }

  private BitSet named(WafRuleExclusion exception) {
    return IntStream.range(0, rules.size())
        .filter(i -> exception.names(rules.get(i)))
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private ActiveWafRules all(boolean blocks) {
    var all = new BitSet(rules.size());
    all.set(0, rules.size());
    return new ActiveWafRules(all, blocks);
  }
}
