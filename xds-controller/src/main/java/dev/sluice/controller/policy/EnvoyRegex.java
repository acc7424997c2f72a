package dev.sluice.controller.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** A check of regular expressions in RE2 syntax, which Envoy accepts up to a size. */
public final class EnvoyRegex {
  /**
   * The largest program. It is a fifth of the limit in Envoy's bootstrap, because Envoy counts
   * slightly differently.
   */
  private static final int MAX_PROGRAM = 2_000;

  private EnvoyRegex() {}

  /** Returns what is wrong with an expression. */
  public static Optional<String> problem(String expression) {
    try {
      return Pattern.compile(expression).programSize() <= MAX_PROGRAM
          ? Optional.empty()
          : Optional.of("is too large an expression");
    } catch (PatternSyntaxException e) {
      return Optional.of("is no RE2 expression: " + e.getDescription());
    }
  }
}
