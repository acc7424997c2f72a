package dev.sluice.extauthz.identity.issued;

import java.time.Instant;
import java.util.Set;

/** A factory of API keys of one subscription to the publish {@code ai}, for tests. */
public final class TestCredentials {
  /** A well-formed API key. */
  public static final String KEY = "slk_abcd2345_" + "x".repeat(43);

  private TestCredentials() {}

  /** Returns the credential of a key. */
  public static IssuedCredential credential(
      String key, Instant until, boolean active, String... scopes) {
    return new IssuedCredential(
        "k1",
        new CredentialProof.ApiKey(
            key.substring(4, 12), new ApiKeyDigest(ApiKeyDigest.sha256Of(key))),
        Set.of(scopes),
        subscription(active),
        "",
        until);
  }

  /** Returns the credential of a client of the issuer {@code default}. */
  public static IssuedCredential client(String id, String... scopes) {
    return new IssuedCredential(
        "c1",
        new CredentialProof.OAuthClient("default", id),
        Set.of(scopes),
        subscription(true),
        "app-1",
        Instant.MAX);
  }

  private static CredentialSubscription subscription(boolean active) {
    return new CredentialSubscription("sub-1", "tenant-1", "acme", 7, "ai", "gold", active);
  }
}
