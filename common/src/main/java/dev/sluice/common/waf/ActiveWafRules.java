package dev.sluice.common.waf;

import java.util.BitSet;

/**
 * The rules that are in force for one part of one exchange.
 *
 * @param rules their places among the rules of the policy
 * @param blocks whether a match refuses the exchange, or is only told
 */
public record ActiveWafRules(BitSet rules, boolean blocks) {
  /** None is. */
  public static final ActiveWafRules NONE = new ActiveWafRules(new BitSet(), false);
}
