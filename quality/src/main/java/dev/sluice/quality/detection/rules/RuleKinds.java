package dev.sluice.quality.detection.rules;

import dev.sluice.quality.corpus.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which kind a rule looks for: the one of its id, but for rules that are called otherwise. */
final class RuleKinds {
  private static final Map<String, Kind> BY_ID =
      Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::id, kind -> kind));
  private static final Map<String, Kind> OTHERWISE =
      Map.of(
          "aws_access_key", Kind.AWS_KEY,
          "aws_secret_key", Kind.AWS_KEY,
          "private_key_block", Kind.PRIVATE_KEY,
          "card_number", Kind.CARD);

  private RuleKinds() {}

  static Optional<Kind> of(String rule) {
    return Optional.ofNullable(OTHERWISE.getOrDefault(rule, BY_ID.get(rule)));
  }
}
