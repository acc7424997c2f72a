package dev.sluice.quality.detection.rules;

import dev.sluice.quality.corpus.EntityKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds that rules look for, by the id of the rule. */
final class DlpRuleKinds {
  private static final Map<String, EntityKind> BY_ID =
      Arrays.stream(EntityKind.values()).collect(Collectors.toMap(EntityKind::id, kind -> kind));
  private static final Map<String, EntityKind> OTHERWISE =
      Map.of(
          "aws_access_key", EntityKind.AWS_KEY,
          "aws_secret_key", EntityKind.AWS_KEY,
          "private_key_block", EntityKind.PRIVATE_KEY,
          "card_number", EntityKind.CARD);

  private DlpRuleKinds() {}

  static Optional<EntityKind> of(String rule) {
    return Optional.ofNullable(OTHERWISE.getOrDefault(rule, BY_ID.get(rule)));
  }
}
