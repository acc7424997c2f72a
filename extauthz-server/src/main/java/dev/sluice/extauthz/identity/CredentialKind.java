package dev.sluice.extauthz.identity;

import java.util.Locale;

/** The kinds of credentials, as they are named in audit records. */
public enum CredentialKind {
  NONE,
  JWT,
  OPAQUE,
  /** A token, signed or opaque, that was sent with a proof of its holder's key. */
  DPOP,
  APIKEY,
  MTLS,
  DEV,
  UNREADABLE;

  /** Returns the name in metadata and records. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
