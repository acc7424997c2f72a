package dev.sluice.extauthz.identity.issued;

import dev.sluice.extauthz.identity.Authentication.Rejected;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That the holder of a credential may use a publish.
 *
 * @param publish the publish's id
 * @param scopes what the publish asks for
 */
public record Claim(IssuedCredential credential, String publish, List<String> scopes) {
  public Claim {
    scopes = List.copyOf(scopes);
  }

  /** Why it does not hold, if it does not; a credential without scopes may do all. */
  public Optional<Rejected> refusal(Register register, Instant now, CredentialKind kind) {
    SubscriptionFacts subscription = credential.subscription();
    if (!credential.holdsAt(now)) {
      return refused(Rejection.BAD_CREDENTIAL, kind, "credential-expired");
    }
    if (register.revocations().get().reachesTenant(subscription.tenant())) {
      return refused(Rejection.BAD_CREDENTIAL, kind, "revoked");
    }
    if (!subscription.active() || !subscription.publish().equals(publish)) {
      return refused(Rejection.NOT_ADMITTED, kind, "no-subscription");
    }
    return credential.scopes().isEmpty() || credential.scopes().containsAll(scopes)
        ? Optional.empty()
        : refused(Rejection.MISSING_SCOPE, kind, "scope");
  }

  private static Optional<Rejected> refused(Rejection why, CredentialKind kind, String detail) {
    return Optional.of(new Rejected(why, kind, detail));
  }
}
