package dev.sluice.common.token;

import java.util.Locale;

/** What is wrong with a token, for traces and metrics; it never holds anything of the token. */
public enum TokenFault {
  MALFORMED,
  ALGORITHM,
  HEADER,
  ISSUER,
  AUDIENCE,
  TIME_CLAIM,
  EXPIRED,
  NOT_YET_VALID,
  LIFETIME,
  SIGNATURE,
  UNKNOWN_KEY,
  KEYS_EXPIRED,
  NO_KEY_SOURCE;

  /** The form of labels and traces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
