package dev.sluice.common.token.confirmation;

import java.util.Locale;

/** An error of the proof that a token is sent by its holder. It contains nothing of the proof. */
public enum BindingError {
  /** The token is bound to a key, and was sent without the scheme DPoP. */
  DPOP_REQUIRED,
  /** The token is not bound to a key, and was sent with the scheme DPoP. */
  DPOP_UNBOUND,
  /** The request has no proof. */
  DPOP_MISSING,
  /** The request has several proofs. */
  DPOP_REPEATED,
  DPOP_SIZE,
  /** The proof is not a strict compact JWS with JSON claims. */
  DPOP_MALFORMED,
  DPOP_TYPE,
  DPOP_ALGORITHM,
  /** The proof has no public key that may verify. */
  DPOP_KEY,
  /** The key of the proof is not the one that the token is bound to. */
  DPOP_THUMBPRINT,
  DPOP_SIGNATURE,
  /** The proof is for another method. */
  DPOP_METHOD,
  /** The proof is for another scheme, host, port or path. */
  DPOP_URI,
  /** The proof is for another token. */
  DPOP_TOKEN,
  /** The id is absent, empty or too long. */
  DPOP_ID,
  /** The issue time is absent or not a time. */
  DPOP_TIME,
  DPOP_EXPIRED,
  DPOP_EARLY,
  /** The proof was used before. */
  DPOP_REPLAYED,
  /** Too many used proofs are remembered. */
  DPOP_FULL,
  /** The connection has no client certificate. */
  CERTIFICATE_MISSING,
  /** The client certificate is not the one that the token is bound to. */
  CERTIFICATE_OTHER;

  /** Returns the form for records and traces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether the proof is at fault, and not the token or its scheme. */
  public boolean isOfProof() {
    return switch (this) {
      case DPOP_REQUIRED, DPOP_UNBOUND, CERTIFICATE_MISSING, CERTIFICATE_OTHER -> false;
      default -> true;
    };
  }
}
