package dev.sluice.controller.ir;

import java.util.List;

/** Who may call a publish at all. */
public sealed interface AuthIr {
  /** Anybody, without a credential. */
  record None() implements AuthIr {}

  /** Holders of an API key that was issued for a subscription. */
  record ApiKey() implements AuthIr {}

  /** Holders of a token from one named issuer of the authorization policy. */
  record OAuth2(String issuer, String audience, List<String> scopes) implements AuthIr {
    public OAuth2 {
      scopes = List.copyOf(scopes);
    }
  }
}
