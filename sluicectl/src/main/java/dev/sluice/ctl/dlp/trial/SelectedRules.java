package dev.sluice.ctl.dlp.trial;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A policy with some rules of another one, which may be changed. */
final class SelectedRules {
  private SelectedRules() {}

  /** Returns the policy of the rules for which a function returns a rule. */
  static DlpPolicy of(DlpPolicy policy, Function<DlpRule, List<DlpRule>> choice) {
    List<DlpRule> chosen =
        policy.rules().stream().flatMap(rule -> choice.apply(rule).stream()).toList();
    List<DlpRule> rules = new ArrayList<>();
    for (DlpRule rule : chosen) {
      // The search needs the position of a rule in the list.
      rules.add(rule.at(rules.size()));
    }
    return policy.withRules(rules);
  }
}
