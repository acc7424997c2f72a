package dev.sluice.controller.ir.access;

/** A proof that a caller owns a credential. */
public sealed interface CredentialProofIr {
  /** An API key, of which only the digest is stored. */
  record ApiKey(String prefix, Sha256Digest digest) implements CredentialProofIr {}

  /** A token that an issuer issued to a client. */
  record OAuthClient(String issuer, String clientId) implements CredentialProofIr {}
}
