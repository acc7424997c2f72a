package dev.sluice.extauthz.decision.guard;

import org.jspecify.annotations.Nullable;

/** The syntax of header values. */
final class HeaderValueSyntax {
  private HeaderValueSyntax() {}

  /** Returns true for exactly one value. Several lines arrive as one, joined by commas. */
  static boolean isSingleValue(@Nullable String value) {
    return value != null && !value.isBlank() && value.indexOf(',') < 0;
  }

  /** Returns true if the value has the form of a tenant number. */
  static boolean isTenantNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
