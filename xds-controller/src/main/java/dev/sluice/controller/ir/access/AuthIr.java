package dev.sluice.controller.ir.access;

import java.util.List;
import java.util.Optional;

/** Who may call a publish at all. */
public sealed interface AuthIr {
  /** Anybody, without a credential. */
  record None() implements AuthIr {}

  /** Holders of an API key that was issued for a subscription. */
  record ApiKey(List<String> scopes) implements AuthIr {
    public ApiKey {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * Holders of a token from one named issuer of the authorization policy.
   *
   * @param subscribed whether the token's client must have a subscription
   * @param resource what clients are told of it, where they are told
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
