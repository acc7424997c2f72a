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
   * @param subscribedPublish the publish that the token's client must have subscribed to, or empty
   */
  record Token(List<String> issuers, String audience, List<String> scopes, String subscribedPublish)
      implements AuthRequirement {
    public Token {
      issuers = List.copyOf(issuers);
      scopes = List.copyOf(scopes);
    }

    /** From whichever client. */
    public Token(List<String> issuers, String audience, List<String> scopes) {
      this(issuers, audience, scopes, "");
    }
  }

  /** A key of a subscription to that publish. */
  record ApiKey(String publish, List<String> scopes) implements AuthRequirement {
    public ApiKey {
      scopes = List.copyOf(scopes);
    }
  }

  /** A client certificate of one of those, of whom the first that fits counts. */
  record Mtls(List<AllowedPrincipal> principals) implements AuthRequirement {
    public Mtls {
      principals = List.copyOf(principals);
    }
  }

  /** Something that this version does not know: nobody passes. */
  record Unknown() implements AuthRequirement {}
}
