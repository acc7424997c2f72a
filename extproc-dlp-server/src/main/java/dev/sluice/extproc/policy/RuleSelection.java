package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules about one direction, sorted in advance: those for every exchange, and those that depend
 * on the exchange. Of several rules with one id only the most specific applies.
 */
final class RuleSelection {
  private final BitSet always = new BitSet();

  /** The rules of each id, in the order of the file. */
  private final List<List<DlpRule>> choices = new ArrayList<>();

  RuleSelection(BodyDirection direction, Collection<DlpRule> rules) {
    Map<String, List<DlpRule>> byId = new LinkedHashMap<>();
    for (DlpRule rule : rules) {
      if (rule.scope().directions().contains(direction)) {
        byId.computeIfAbsent(rule.id(), _ -> new ArrayList<>()).add(rule);
      }
    }
    for (List<DlpRule> sameId : byId.values()) {
      if (sameId.size() == 1 && sameId.getFirst().scope().where().matchesAll()) {
        always.set(sameId.getFirst().order());
      } else {
        choices.add(sameId);
      }
    }
  }

  /** Returns the positions of the rules that apply to an exchange. */
  BitSet inForce(ExchangeScope scope) {
    BitSet inForce = (BitSet) always.clone();
    for (List<DlpRule> sameId : choices) {
      int chosen = -1;
      int best = -1;
      for (DlpRule rule : sameId) {
        int specificity = rule.scope().where().specificity();
        if (specificity > best && rule.scope().where().matches(scope)) {
          best = specificity;
          chosen = rule.order();
        }
      }
      if (chosen >= 0) {
        inForce.set(chosen);
      }
    }
    return inForce;
  }
}
