package dev.sluice.common.waf;

import dev.sluice.common.scope.ExchangeScope;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** One version of the rules, and where they are in force. */
public final class WafPolicy {
  private final String version;
  private final List<WafRule> rules;
  private final List<WafUse> uses;
  private final List<WafException> exceptions;

  WafPolicy(String version, List<WafRule> rules, List<WafUse> uses, List<WafException> exceptions) {
    this.version = version;
    this.rules = List.copyOf(rules);
    this.uses = List.copyOf(uses);
    this.exceptions = List.copyOf(exceptions);
  }

  public String version() {
    return version;
  }

  public List<WafRule> rules() {
    return rules;
  }

  /** True if some exchange exists of which a part is looked at. */
  public boolean looksAt(WafPart part) {
    return !rules.isEmpty() && uses.stream().anyMatch(use -> use.parts().contains(part));
  }

  /**
   * What applies to a part of an exchange; where one use blocks and another only tells, it blocks.
   */
  public WafInForce inForce(WafPart part, ExchangeScope scope) {
    List<WafUse> covering = uses.stream().filter(use -> use.covers(part, scope)).toList();
    if (covering.isEmpty()) {
      return WafInForce.NONE;
    }
    var inForce = new BitSet(rules.size());
    inForce.set(0, rules.size());
    for (WafException exception : exceptions) {
      if (exception.covers(part, scope)) {
        inForce.andNot(named(exception));
      }
    }
    return new WafInForce(inForce, covering.stream().anyMatch(WafUse::blocks));
  }

  private BitSet named(WafException exception) {
    return IntStream.range(0, rules.size())
        .filter(i -> exception.names(rules.get(i)))
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }
}
