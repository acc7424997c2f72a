package dev.sluice.controller.ir;

/** What a request must show to be taken for the holder of a credential. */
public sealed interface ProofIr {
  /** A key, of which the digest is known. */
  record ApiKey(String prefix, Sha256 digest) implements ProofIr {}

  /** A token that an issuer gave to that client. */
  record OAuthClient(String issuer, String clientId) implements ProofIr {}
}
