package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A version of the rules with their scopes and exclusions. */
public final class WafPolicy {
  private static final int MOST_KEPT = 1_000;

  private final String version;
  private final String id;
  private final String content;
  private final List<WafRule> rules;
  private final WafPatterns patterns;
  private final List<WafRuleScope> uses;
  private final List<WafRuleExclusion> exceptions;
  private final ActiveWafRules allBlock;
  private final ActiveWafRules allReport;
  private final Map<Choice, ActiveWafRules> made = new ConcurrentHashMap<>();

  /** The exclusions that apply to a part of an exchange, as a cache key. */
  private record Choice(BitSet exceptions, boolean blocks) {}

  WafPolicy(
      String version,
      String id,
      String content,
      List<WafRule> rules,
      WafPatterns patterns,
      List<WafRuleScope> uses,
      List<WafRuleExclusion> exceptions) {
    this.version = version;
    this.id = id;
    this.content = content;
    this.rules = List.copyOf(rules);
    this.patterns = patterns;
    this.uses = List.copyOf(uses);
    this.exceptions = List.copyOf(exceptions);
    allBlock = all(true);
    allReport = all(false);
  }

  public String version() {
    return version;
  }

  /** Returns the names, versions and hashes of the files. */
  public String id() {
    return id;
  }

  /** Returns a hash of the rules, which changes also without a new version. */
  public String content() {
    return content;
  }

  public List<WafRule> rules() {
    return rules;
  }

  /** Returns the patterns of all rules, which are compiled once for all users. */
  public WafPatterns patterns() {
    return patterns;
  }

  /** Returns whether the file selects the part in some exchange; rows may add it elsewhere. */
  public boolean inspects(WafPart part) {
    return !rules.isEmpty() && uses.stream().anyMatch(use -> use.parts().contains(part));
  }

  /** Returns whether the rules for a part may depend on the tenant. */
  public boolean dependsOnTenant(WafPart part) {
    return uses.stream()
            .anyMatch(use -> use.parts().contains(part) && !use.selector().tenants().isEmpty())
        || exceptions.stream()
            .anyMatch(exception -> exception.appliesTo(part) && exception.namesTenants());
  }

  /**
   * Returns the rules for a part of an exchange. If one scope blocks and another only reports, the
   * rules block. It allocates nothing for an exchange without exclusions, or with a set of
   * exclusions that occurred before.
   *
   * @param added the parts that a policy row adds; exclusions apply to them too
   */
  public ActiveWafRules activeRules(WafPart part, ExchangeScope scope, RouteWafParts added) {
    boolean covered = added.contains(part);
    boolean blocks = covered && added.blocks();
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
    return covering == null ? (blocks ? allBlock : allReport) : without(covering, blocks);
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
