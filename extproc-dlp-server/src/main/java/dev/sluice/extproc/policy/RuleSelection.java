package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules about one direction, sorted in advance: those for every exchange, and those that depend
 * on the exchange. Of several rules with one id only the most specific applies, for all
 * confidences.
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
      DlpRule first = sameId.getFirst();
      if (first.scope().where().matchesAll()
          && sameId.stream().allMatch(rule -> rule.scope().equals(first.scope()))) {
        sameId.forEach(rule -> always.set(rule.order()));
      } else {
        choices.add(sameId);
      }
    }
  }

  /** Returns the positions of the rules that apply to an exchange. */
  BitSet inForce(ExchangeScope scope) {
    BitSet inForce = (BitSet) always.clone();
    for (List<DlpRule> sameId : choices) {
      Optional<RuleScope> chosen = Optional.empty();
      int best = -1;
      for (DlpRule rule : sameId) {
        int specificity = rule.scope().where().specificity();
        if (specificity > best && rule.scope().where().matches(scope)) {
          best = specificity;
          chosen = Optional.of(rule.scope());
        }
      }
      if (chosen.isPresent()) {
        RuleScope of = chosen.get();
        sameId.stream()
            .filter(rule -> rule.scope().equals(of))
            .forEach(rule -> inForce.set(rule.order()));
      }
    }
    return inForce;
  }
}
