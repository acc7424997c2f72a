package dev.sluice.extauthz.policy;

import java.util.List;

/** A requirement of a route for the credential of a caller. */
public sealed interface AuthRequirement {
  /** A route that needs no credential. */
  record Open() implements AuthRequirement {}

  /**
   * A token of one of these issuers.
   *
   * @param audience the required audience; empty if the issuer's audiences suffice
   * @param subscribedPublish the publish that the token's client must have subscribed to, or empty
   */
  record Token(List<String> issuers, String audience, List<String> scopes, String subscribedPublish)
      implements AuthRequirement {
    public Token {
      issuers = List.copyOf(issuers);
      scopes = List.copyOf(scopes);
    }

    /** Creates a requirement that accepts tokens of any client. */
    public Token(List<String> issuers, String audience, List<String> scopes) {
      this(issuers, audience, scopes, "");
    }
  }

  /** An API key of a subscription to this publish. */
  record ApiKey(String publish, List<String> scopes) implements AuthRequirement {
    public ApiKey {
      scopes = List.copyOf(scopes);
    }
  }

  /** A client certificate with one of these principals. The first match applies. */
  record Mtls(List<AllowedPrincipal> principals) implements AuthRequirement {
    public Mtls {
      principals = List.copyOf(principals);
    }
  }

  /** A requirement that this version does not support. Every request is denied. */
  record Unknown() implements AuthRequirement {}
}
