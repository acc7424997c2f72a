package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.issued.ApiKeyDigest;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Authenticates by an API key, of which only the digest is known here. */
public final class ApiKeyAuthenticator {
  private static final String ISSUER = "apikey";

  /** What an unknown key is compared with, so that it costs what a known one does. */
  private static final ApiKeyDigest NOBODYS = ApiKeyDigest.zero();

  private final CredentialRegistry register;
  private final InstantSource clock;

  public ApiKeyAuthenticator(CredentialRegistry register, InstantSource clock) {
    this.register = register;
    this.clock = clock;
  }

  /** Whoever holds a key is its subscription; the level is that of a token without a role. */
  public AuthenticationResult.Completed authenticate(
      String key, AuthRequirement.ApiKey requirement) {
    if (!ApiKeyFormat.isWellFormed(key)) {
      return unknown("key-malformed");
    }
    byte[] shown = ApiKeyDigest.sha256Of(key);
    IssuedCredential found =
        register.credentials().get().byPrefix(ApiKeyFormat.lookupPrefix(key)).orElse(null);
    boolean same = expected(found).matches(shown);
    if (found == null || !same) {
      return unknown("key-unknown");
    }
    return new SubscriptionCheck(found, requirement.publish(), requirement.scopes())
        .rejection(register, clock.instant(), CredentialKind.APIKEY)
        .<AuthenticationResult.Completed>map(rejected -> rejected)
        .orElseGet(() ->
            new AuthenticationResult.Authenticated(caller(found), CredentialKind.APIKEY, false));
  }

  private static ApiKeyDigest expected(@Nullable IssuedCredential found) {
    return found != null && found.proof() instanceof CredentialProof.ApiKey(_, ApiKeyDigest digest)
        ? digest
        : NOBODYS;
  }

  private static Identity caller(IssuedCredential credential) {
    CredentialSubscription subscription = credential.subscription();
    return new Identity.Caller(
        credential.holderId(),
        subscription.tenant(),
        subscription.id(),
        subscription.id(),
        "",
        AccessLevel.DEVELOPER,
        ISSUER,
        credential);
  }

  private static AuthenticationResult.Completed unknown(String detail) {
    return new AuthenticationResult.Rejected(
        RejectionReason.BAD_CREDENTIAL, CredentialKind.APIKEY, detail);
  }
}
