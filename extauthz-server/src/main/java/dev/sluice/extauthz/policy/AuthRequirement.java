package dev.sluice.extauthz.policy;

import java.util.List;

/** What a caller has to show on a route. */
public sealed interface AuthRequirement {
  /** Nothing. */
  record Open() implements AuthRequirement {}

  /**
   * A token of one of the issuers, by name.
   *
   * @param audience empty when the issuer's own audiences suffice
   */
  record Token(List<String> issuers, String audience, List<String> scopes)
      implements AuthRequirement {
    public Token {
      issuers = List.copyOf(issuers);
      scopes = List.copyOf(scopes);
    }
  }

  /** A key of a subscription. */
  record ApiKey() implements AuthRequirement {}

  /** Something that this version does not know: nobody passes. */
  record Unknown() implements AuthRequirement {}
}
