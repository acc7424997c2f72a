package dev.sluice.quality.corpus;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of generated values by the names that templates use. */
public final class GeneratorKinds {
  private static final Map<String, EntityKind> SAME_NAME =
      Arrays.stream(EntityKind.values())
          .collect(Collectors.toMap(EntityKind::id, Function.identity()));
  private static final Map<String, EntityKind> OTHER_NAME =
      Map.of(
          "bank_and_account", EntityKind.KR_BANK_ACCOUNT,
          "bank_and_account_en", EntityKind.KR_BANK_ACCOUNT,
          "nationwide", EntityKind.PHONE_KR,
          "aws_secret", EntityKind.AWS_KEY,
          "private_key_escaped", EntityKind.PRIVATE_KEY,
          "private_key_indented", EntityKind.PRIVATE_KEY);

  private GeneratorKinds() {}

  /** Returns the kind of a generator's values, none if they are only lookalikes. */
  public static Optional<EntityKind> of(String generator) {
    return Optional.ofNullable(OTHER_NAME.getOrDefault(generator, SAME_NAME.get(generator)));
  }
}
