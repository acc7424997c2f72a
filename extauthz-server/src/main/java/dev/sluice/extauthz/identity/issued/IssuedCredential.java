package dev.sluice.extauthz.identity.issued;

import java.time.Instant;
import java.util.Set;

/**
 * A credential that was issued under a subscription and has not been revoked.
 *
 * @param clientApp the customer's application, or empty
 * @param until when it expires or, being replaced, retires
 */
public record IssuedCredential(
    String id,
    Proof proof,
    Set<String> scopes,
    SubscriptionFacts subscription,
    String clientApp,
    Instant until) {
  /** Keeps a copy of the scopes. */
  public IssuedCredential {
    scopes = Set.copyOf(scopes);
  }

  /** Who has it, whichever credential replaces it: the application, else the subscription. */
  public String holder() {
    return clientApp.isEmpty() ? subscription.id() : clientApp;
  }

  /** Whether its time has not come yet. */
  public boolean holdsAt(Instant now) {
    return now.isBefore(until);
  }
}
