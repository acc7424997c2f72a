package dev.sluice.extproc.finding;

import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.List;

/**
 * The rules that apply to one body; shared by all bodies with the same.
 *
 * @param all what is looked for, in one pass
 * @param inForce which of it counts
 * @param blocking the places of those that block
 * @param tokenKinds the kinds of which they give out tokens
 */
public record RulesInForce(RuleSet all, BitSet inForce, BitSet blocking, List<String> tokenKinds) {
  public static RulesInForce of(RuleSet all, BitSet inForce) {
    return new RulesInForce(all, inForce, all.blocking(inForce), all.tokenKinds(inForce));
  }

  public boolean any() {
    return !inForce.isEmpty();
  }

  /** The same without any in force. */
  public RulesInForce withNoneInForce() {
    return of(all, new BitSet());
  }
}
