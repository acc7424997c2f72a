package dev.sluice.quality.corpus;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of generated values by the names that templates use. */
final class GeneratorKinds {
  private static final Map<String, Kind> SAME_NAME =
      Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::id, Function.identity()));
  private static final Map<String, Kind> OTHER_NAME =
      Map.of(
          "bank_and_account", Kind.KR_BANK_ACCOUNT,
          "bank_and_account_en", Kind.KR_BANK_ACCOUNT,
          "nationwide", Kind.PHONE_KR,
          "aws_secret", Kind.AWS_KEY,
          "private_key_escaped", Kind.PRIVATE_KEY,
          "private_key_indented", Kind.PRIVATE_KEY);

  private GeneratorKinds() {}

  /** Returns the kind of a generator's values, none if they are only lookalikes. */
  static Optional<Kind> of(String generator) {
    return Optional.ofNullable(OTHER_NAME.getOrDefault(generator, SAME_NAME.get(generator)));
  }
}
