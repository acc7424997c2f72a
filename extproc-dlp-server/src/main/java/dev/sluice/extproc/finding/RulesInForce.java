package dev.sluice.extproc.finding;

import dev.sluice.extproc.policy.DlpRule;
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
 * @param external the rules that an external recognizer applies
 */
public record RulesInForce(
    RuleSet all, BitSet inForce, BitSet blocking, List<String> tokenKinds, List<DlpRule> external) {
  public static RulesInForce of(RuleSet all, BitSet inForce) {
    return new RulesInForce(
        all, inForce, all.blocking(inForce), all.tokenKinds(inForce), all.external(inForce));
  }

  public boolean any() {
    return !inForce.isEmpty();
  }

  /** Returns the same rules with only these in force. */
  public RulesInForce with(List<DlpRule> selected) {
    var positions = new BitSet();
    selected.forEach(rule -> positions.set(rule.order()));
    return of(all, positions);
  }

  /** Returns the same rules with none in force. */
  public RulesInForce withNoneInForce() {
    return of(all, new BitSet());
  }
}
