package dev.sluice.extproc.finding;

import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.List;

/**
 * The rules that apply to one body; shared by all bodies with the same rules.
 *
 * @param all the rules that are searched in one pass
 * @param inForce the positions of the rules that apply
 * @param blocking the positions of the rules that block
 * @param tokenKinds the kinds of values that rules replace by reversible tokens
 */
public record RulesInForce(RuleSet all, BitSet inForce, BitSet blocking, List<String> tokenKinds) {
  public static RulesInForce of(RuleSet all, BitSet inForce) {
    return new RulesInForce(all, inForce, all.blocking(inForce), all.tokenKinds(inForce));
  }

  public boolean any() {
    return !inForce.isEmpty();
  }

  /** Returns the same rules with none in force. */
  public RulesInForce withNoneInForce() {
    return of(all, new BitSet());
  }
}
