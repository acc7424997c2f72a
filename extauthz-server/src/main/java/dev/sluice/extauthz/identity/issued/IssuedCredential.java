package dev.sluice.extauthz.identity.issued;

import java.time.Instant;
import java.util.Set;

/**
 * A credential that was issued under a subscription and has not been revoked.
 *
 * @param clientAppId the id of the customer's application; empty if there is none
 * @param expiresAt when the credential expires or, if it is being replaced, retires
 */
public record IssuedCredential(
    String id,
    CredentialProof proof,
    Set<String> scopes,
    CredentialSubscription subscription,
    String clientAppId,
    Instant expiresAt) {
  /** Copies the scopes. */
  public IssuedCredential {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Returns the id of the holder, which stays the same when the credential is replaced: the
   * application, or else the subscription.
   */
  public String holderId() {
    return clientAppId.isEmpty() ? subscription.id() : clientAppId;
  }

  /** Returns true if the credential has not expired. */
  public boolean isValidAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
