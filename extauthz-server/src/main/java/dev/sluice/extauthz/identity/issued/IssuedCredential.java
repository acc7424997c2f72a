package dev.sluice.extauthz.identity.issued;

import java.time.Instant;
import java.util.Set;

/**
 * A credential that was issued under a subscription and has not been revoked.
 *
 * @param clientAppId the customer's application, or empty
 * @param expiresAt when it expires or, being replaced, retires
 */
public record IssuedCredential(
    String id,
    CredentialProof proof,
    Set<String> scopes,
    CredentialSubscription subscription,
    String clientAppId,
    Instant expiresAt) {
  /** Keeps a copy of the scopes. */
  public IssuedCredential {
    scopes = Set.copyOf(scopes);
  }

  /** Who has it, whichever credential replaces it: the application, else the subscription. */
  public String holderId() {
    return clientAppId.isEmpty() ? subscription.id() : clientAppId;
  }

  /** Whether its time has not come yet. */
  public boolean isValidAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
