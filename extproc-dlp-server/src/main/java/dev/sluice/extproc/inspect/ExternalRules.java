package dev.sluice.extproc.inspect;

import dev.sluice.extproc.external.RecognizedEntity;
import dev.sluice.extproc.policy.DlpRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules in force that an external recognizer applies. Of several rules that accept an entity
 * the one with the highest required score decides, then the first in the file.
 */
record ExternalRules(List<DlpRule> rules) {
  ExternalRules {
    rules =
        rules.stream()
            .sorted(
                Comparator.comparingDouble(ExternalRules::minScore)
                    .reversed()
                    .thenComparingInt(DlpRule::order))
            .toList();
  }

  /** Returns the rule that decides about an entity; empty if no rule accepts it. */
  Optional<DlpRule> decidingRule(RecognizedEntity entity) {
    return rules.stream()
        .filter(rule ->
            rule.external().filter(own -> own.accept(entity.type(), entity.score())).isPresent())
        .findFirst();
  }

  private static double minScore(DlpRule rule) {
    return rule.external().orElseThrow().minScore();
  }
}
