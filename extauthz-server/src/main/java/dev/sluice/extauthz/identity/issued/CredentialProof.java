package dev.sluice.extauthz.identity.issued;

/** A proof that a request comes from the holder of a credential. */
public sealed interface CredentialProof {
  /** Returns the key by which the credential is found. */
  LookupKey lookupKey();

  /** A lookup key. At most one credential has a given key. */
  sealed interface LookupKey {
    /** The prefix of an API key. */
    record KeyPrefix(String prefix) implements LookupKey {}

    /** A client of an issuer of the authz policy. */
    record Client(String issuer, String clientId) implements LookupKey {}
  }

  /** An API key, stored as its prefix and digest. */
  record ApiKey(String prefix, ApiKeyDigest digest) implements CredentialProof {
    @Override
    public LookupKey lookupKey() {
      return new LookupKey.KeyPrefix(prefix);
    }
  }

  /** A token that the issuer gave to this client. */
  record OAuthClient(String issuer, String clientId) implements CredentialProof {
    @Override
    public LookupKey lookupKey() {
      return new LookupKey.Client(issuer, clientId);
    }
  }
}
