package dev.sluice.controller.api.http;

import java.util.Optional;

/** The authentication scheme {@code Bearer} of RFC 6750. */
public final class BearerScheme {
  private static final String NAME = "bearer ";

  private BearerScheme() {}

  /** Returns the token in a value of {@code Authorization}; empty if it has another scheme. */
  public static Optional<String> token(String authorization) {
    return authorization.regionMatches(true, 0, NAME, 0, NAME.length())
        ? Optional.of(authorization.substring(NAME.length()).trim())
        : Optional.empty();
  }
}
