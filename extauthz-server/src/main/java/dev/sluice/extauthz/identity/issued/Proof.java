package dev.sluice.extauthz.identity.issued;

/** What a request must show to be taken for the holder of a credential. */
public sealed interface Proof {
  /** By what the credential is found. */
  Name name();

  /** Of all credentials, at most one has it. */
  sealed interface Name {
    /** The prefix of an API key. */
    record KeyPrefix(String prefix) implements Name {}

    /** A client of an issuer, which the authz policy names. */
    record Client(String issuer, String clientId) implements Name {}
  }

  /** A key, of which only the digest is known. */
  record ApiKey(String prefix, KeyDigest digest) implements Proof {
    @Override
    public Name name() {
      return new Name.KeyPrefix(prefix);
    }
  }

  /** A token that the issuer gave to that client. */
  record OAuthClient(String issuer, String clientId) implements Proof {
    @Override
    public Name name() {
      return new Name.Client(issuer, clientId);
    }
  }
}
