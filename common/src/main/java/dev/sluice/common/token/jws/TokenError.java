package dev.sluice.common.token.jws;

import java.util.Locale;

/** An error of a token, for traces and metrics. It contains nothing of the token. */
public enum TokenError {
  /** The token is too long. */
  SIZE,
  /** The token does not have three parts. */
  MALFORMED,
  /** A part is not strict Base64url. */
  ENCODING,
  /** A part is not a strict JSON object. */
  JSON,
  /** The header requires an unsupported feature. */
  EXTENSION,
  TYPE,
  ALGORITHM,
  /** The key id is unknown, or is absent although several keys have the algorithm. */
  KEY_ID,
  UNKNOWN_KEY,
  SIGNATURE,
  /** A registered claim has a wrong type. */
  CLAIM_TYPE,
  /** A claim that the issuer's settings require is absent. */
  MISSING_CLAIM,
  ISSUER,
  AUDIENCE,
  /** A time is not a number in range, or the expiry is absent. */
  TIME_CLAIM,
  EXPIRED,
  NOT_YET_VALID,
  LIFETIME,
  /** The token is bound to a key or a certificate of its holder, which is not proved. */
  NOT_PROVED,
  KEYS_EXPIRED,
  /** The issuer's introspection reports the token as inactive. */
  INACTIVE,
  NO_KEY_SOURCE,
  /** Too many signatures wait for verification, or the first keys are not loaded yet. */
  BUSY;

  /** Returns the form for labels and traces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
