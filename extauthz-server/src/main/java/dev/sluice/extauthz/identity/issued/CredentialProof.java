package dev.sluice.extauthz.identity.issued;

/** What a request must show to be taken for the holder of a credential. */
public sealed interface CredentialProof {
  /** By what the credential is found. */
  LookupKey lookupKey();

  /** Of all credentials, at most one has it. */
  sealed interface LookupKey {
    /** The prefix of an API key. */
    record KeyPrefix(String prefix) implements LookupKey {}

    /** A client of an issuer, which the authz policy names. */
    record Client(String issuer, String clientId) implements LookupKey {}
  }

  /** A key, of which only the digest is known. */
  record ApiKey(String prefix, ApiKeyDigest digest) implements CredentialProof {
    @Override
    public LookupKey lookupKey() {
      return new LookupKey.KeyPrefix(prefix);
    }
  }

  /** A token that the issuer gave to that client. */
  record OAuthClient(String issuer, String clientId) implements CredentialProof {
    @Override
    public LookupKey lookupKey() {
      return new LookupKey.Client(issuer, clientId);
    }
  }
}
