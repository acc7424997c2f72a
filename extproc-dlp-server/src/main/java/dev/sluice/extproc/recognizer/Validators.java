package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.MatchCheck;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The checks that a rule may name under {@code validator}. */
public final class Validators {
  private static final Map<String, MatchCheck> BY_NAME = Map.of("luhn", MatchCheck.of(new Luhn()));

  private Validators() {}

  /** The check of that name. */
  public static Optional<MatchCheck> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names, in order. */
  public static Set<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }
}
