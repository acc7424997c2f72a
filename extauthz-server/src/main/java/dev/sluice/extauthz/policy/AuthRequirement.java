package dev.sluice.extauthz.policy;

import dev.sluice.common.policyfile.PolicySource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A requirement of a route for the credential of a caller. */
public sealed interface AuthRequirement {
  /** The number of digits of the hash in {@link #fingerprint}. */
  int HASH_DIGITS = 12;

  /**
   * Returns a short text that is equal for equal requirements: {@code open}, or the kind and a
   * hash.
   */
  default String fingerprint() {
    if (this instanceof Open) {
      return "open";
    }
    String kind = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    byte[] text = toString().getBytes(StandardCharsets.UTF_8);
    return kind + ":" + PolicySource.sha256(text).substring(0, HASH_DIGITS);
  }

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
