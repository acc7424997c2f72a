package dev.sluice.extauthz.identity.holder;

import dev.sluice.common.token.confirmation.DpopSettings;

/**
 * The settings of the check of holders.
 *
 * @param forwardedCertificate true if the client certificate is read from the header {@code
 *     X-Forwarded-Client-Cert} of the proxy in front of Envoy
 */
public record HolderSettings(DpopSettings dpop, boolean forwardedCertificate) {
  /** The default settings. */
  public static final HolderSettings DEFAULT = new HolderSettings(DpopSettings.DEFAULT, false);
}
