package dev.sluice.extauthz.identity;

/** The reasons why a credential is rejected. */
public enum RejectionReason {
  NO_CREDENTIAL,
  BAD_CREDENTIAL,
  UNKNOWN_KEY,
  /** An issued token whose sender has not proved to be its holder. */
  NOT_PROVED,
  INCOMPLETE_CLAIMS,
  MISSING_SCOPE,
  NOT_ADMITTED,
  NO_KEY_SOURCE,
  UNAVAILABLE
}
