package dev.sluice.controller.ir.access;

/** What a request must show to be taken for the holder of a credential. */
public sealed interface CredentialProofIr {
  /** A key, of which the digest is known. */
  record ApiKey(String prefix, Sha256Digest digest) implements CredentialProofIr {}

  /** A token that an issuer gave to that client. */
  record OAuthClient(String issuer, String clientId) implements CredentialProofIr {}
}
