package dev.sluice.extauthz.identity;

import java.util.Locale;

/** The kinds of credentials, as records name them. */
public enum CredentialKind {
  NONE,
  JWT,
  OPAQUE,
  APIKEY,
  MTLS,
  DEV,
  UNREADABLE;

  /** The form of metadata. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
