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

/** An authenticator for API keys. The server stores only their digests. */
public final class ApiKeyAuthenticator {
  private static final String ISSUER = "apikey";

  /** The digest with which an unknown key is compared, so that the check takes the same time. */
  private static final ApiKeyDigest DIGEST_OF_UNKNOWN_KEY = ApiKeyDigest.zero();

  private final CredentialRegistry registry;
  private final InstantSource clock;

  public ApiKeyAuthenticator(CredentialRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Authenticates a key as its subscription. The access level is that of a token without a role.
   */
  public AuthenticationResult.Completed authenticate(
      String key, AuthRequirement.ApiKey requirement) {
    if (!ApiKeyFormat.isWellFormed(key)) {
      return unknown("key-malformed");
    }
    byte[] digest = ApiKeyDigest.sha256Of(key);
    IssuedCredential credential =
        registry.credentials().get().byPrefix(ApiKeyFormat.lookupPrefix(key)).orElse(null);
    boolean matches = digestOf(credential).matches(digest);
    if (credential == null || !matches) {
      return unknown("key-unknown");
    }
    return new SubscriptionCheck(credential, requirement.publish(), requirement.scopes())
        .rejection(registry, clock.instant(), CredentialKind.APIKEY)
        .<AuthenticationResult.Completed>map(rejected -> rejected)
        .orElseGet(() ->
            new AuthenticationResult.Authenticated(
                caller(credential), CredentialKind.APIKEY, false));
  }

  private static ApiKeyDigest digestOf(@Nullable IssuedCredential credential) {
    return credential != null
            && credential.proof() instanceof CredentialProof.ApiKey(_, ApiKeyDigest digest)
        ? digest
        : DIGEST_OF_UNKNOWN_KEY;
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
