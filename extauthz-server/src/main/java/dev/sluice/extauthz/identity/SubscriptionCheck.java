package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.AuthenticationResult.Rejected;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That the holder of a credential may use a publish.
 *
 * @param publish the publish's id
 * @param scopes what the publish asks for
 */
public record SubscriptionCheck(IssuedCredential credential, String publish, List<String> scopes) {
  public SubscriptionCheck {
    scopes = List.copyOf(scopes);
  }

  /** Why it does not hold, if it does not; a credential without scopes may do all. */
  public Optional<Rejected> rejection(
      CredentialRegistry register, Instant now, CredentialKind kind) {
    CredentialSubscription subscription = credential.subscription();
    if (!credential.isValidAt(now)) {
      return refused(RejectionReason.BAD_CREDENTIAL, kind, "credential-expired");
    }
    if (register.revocations().get().isTenantRevoked(subscription.tenant())) {
      return refused(RejectionReason.BAD_CREDENTIAL, kind, "revoked");
    }
    if (!subscription.active() || !subscription.publish().equals(publish)) {
      return refused(RejectionReason.NOT_ADMITTED, kind, "no-subscription");
    }
    return credential.scopes().isEmpty() || credential.scopes().containsAll(scopes)
        ? Optional.empty()
        : refused(RejectionReason.MISSING_SCOPE, kind, "scope");
  }

  private static Optional<Rejected> refused(
      RejectionReason why, CredentialKind kind, String detail) {
    return Optional.of(new Rejected(why, kind, detail));
  }
}
