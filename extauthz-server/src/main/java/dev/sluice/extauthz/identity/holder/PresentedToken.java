package dev.sluice.extauthz.identity.holder;

/**
 * An access token as a request presents it.
 *
 * @param withProof true for the scheme DPoP, false for Bearer
 */
public record PresentedToken(String text, boolean withProof, CredentialCarrier request) {
  @Override
  public String toString() {
    return "PresentedToken[redacted]";
  }
}
