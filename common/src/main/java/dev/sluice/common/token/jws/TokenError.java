package dev.sluice.common.token.jws;

import java.util.Locale;

/** What is wrong with a token, for traces and metrics; it never holds anything of the token. */
public enum TokenError {
  /** Longer than any token of ours. */
  SIZE,
  /** Not three parts. */
  MALFORMED,
  /** A part that is not strict Base64url. */
  ENCODING,
  /** A part that is not one strict JSON object. */
  JSON,
  /** A header that asks for what is not supported. */
  EXTENSION,
  TYPE,
  ALGORITHM,
  /** A key id that is none, or none where there are several keys. */
  KEY_ID,
  UNKNOWN_KEY,
  SIGNATURE,
  /** A registered claim of another type than its own. */
  CLAIM_TYPE,
  /** A claim is absent that the issuer's settings ask for. */
  MISSING_CLAIM,
  ISSUER,
  AUDIENCE,
  /** A time that is no number in range, or no expiry. */
  TIME_CLAIM,
  EXPIRED,
  NOT_YET_VALID,
  LIFETIME,
  KEYS_EXPIRED,
  /** Its issuer was asked and does not stand for it. */
  INACTIVE,
  NO_KEY_SOURCE,
  /** There are more signatures to check than can be, or the first keys are on their way. */
  BUSY;

  /** The form of labels and traces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
