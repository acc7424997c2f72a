package dev.sluice.extauthz.decision.guard;

import org.jspecify.annotations.Nullable;

/** What stands in a header. */
final class HeaderValueSyntax {
  private HeaderValueSyntax() {}

  /** Whether it is there with one value; several lines arrive as one, joined by commas. */
  static boolean isSingleValue(@Nullable String value) {
    return value != null && !value.isBlank() && value.indexOf(',') < 0;
  }

  /** Whether it is a number as tenants have one. */
  static boolean isTenantNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
