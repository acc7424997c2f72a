package dev.sluice.common.waf;

import java.util.BitSet;

/**
 * The rules that apply to one part of one exchange.
 *
 * @param rules the indexes of the rules in the policy
 * @param blocks whether a match blocks the exchange or is only reported
 */
public record ActiveWafRules(BitSet rules, boolean blocks) {
  /** An empty set of rules. */
  public static final ActiveWafRules NONE = new ActiveWafRules(new BitSet(), false);
}
