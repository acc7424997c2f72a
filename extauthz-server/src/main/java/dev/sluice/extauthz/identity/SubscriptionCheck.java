package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.AuthenticationResult.Rejected;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A check that the holder of a credential may use a publish.
 *
 * @param publish the publish's id
 * @param scopes the scopes that the publish requires
 */
public record SubscriptionCheck(IssuedCredential credential, String publish, List<String> scopes) {
  public SubscriptionCheck {
    scopes = List.copyOf(scopes);
  }

  /**
   * Returns the rejection; empty if the holder may use the publish. A credential without scopes has
   * all scopes.
   */
  public Optional<Rejected> rejection(
      CredentialRegistry registry, Instant now, CredentialKind kind) {
    CredentialSubscription subscription = credential.subscription();
    if (!credential.isValidAt(now)) {
      return rejected(RejectionReason.BAD_CREDENTIAL, kind, "credential-expired");
    }
    if (registry.revocations().get().isTenantRevoked(subscription.tenant())) {
      return rejected(RejectionReason.BAD_CREDENTIAL, kind, "revoked");
    }
    if (!subscription.active() || !subscription.publish().equals(publish)) {
      return rejected(RejectionReason.NOT_ADMITTED, kind, "no-subscription");
    }
    return credential.scopes().isEmpty() || credential.scopes().containsAll(scopes)
        ? Optional.empty()
        : rejected(RejectionReason.MISSING_SCOPE, kind, "scope");
  }

  private static Optional<Rejected> rejected(
      RejectionReason reason, CredentialKind kind, String detail) {
    return Optional.of(new Rejected(reason, kind, detail));
  }
}
