package dev.sluice.controller.ir.access;

import java.util.List;
import java.util.Optional;

/** A rule of which callers may use a publish. */
public sealed interface AuthIr {
  /** A publish without credentials: any caller may use it. */
  record None() implements AuthIr {}

  /** A publish for callers with an API key of a subscription. */
  record ApiKey(List<String> scopes) implements AuthIr {
    public ApiKey {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * A publish for callers with a token of one issuer of the authorization policy.
   *
   * @param subscribed whether the client of the token must have a subscription
   * @param resource the metadata that clients can read, if published
   */
  record OAuth2(
      String issuer,
      String audience,
      List<String> scopes,
      boolean subscribed,
      Optional<ProtectedResourceIr> resource)
      implements AuthIr {
    public OAuth2 {
      scopes = List.copyOf(scopes);
    }
  }
}
