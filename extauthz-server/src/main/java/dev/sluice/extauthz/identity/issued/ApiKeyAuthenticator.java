package dev.sluice.extauthz.identity.issued;

import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.Level;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Authenticates by an API key, of which only the digest is known here. */
public final class ApiKeyAuthenticator {
  private static final String ISSUER = "apikey";

  /** What an unknown key is compared with, so that it costs what a known one does. */
  private static final KeyDigest NOBODYS = KeyDigest.ofNothing();

  private final Register register;
  private final InstantSource clock;

  public ApiKeyAuthenticator(Register register, InstantSource clock) {
    this.register = register;
    this.clock = clock;
  }

  /** Whoever holds a key is its subscription; the level is that of a token without a role. */
  public Authentication.Settled authenticate(String key, AuthRequirement.ApiKey requirement) {
    if (!ApiKeyForm.holds(key)) {
      return unknown("key-malformed");
    }
    byte[] shown = KeyDigest.digest(key);
    IssuedCredential found =
        register.credentials().get().byPrefix(ApiKeyForm.prefix(key)).orElse(null);
    boolean same = expected(found).matches(shown);
    if (found == null || !same) {
      return unknown("key-unknown");
    }
    return new Claim(found, requirement.publish(), requirement.scopes())
        .refusal(register, clock.instant(), CredentialKind.APIKEY)
        .<Authentication.Settled>map(rejected -> rejected)
        .orElseGet(() -> new Authentication.Known(caller(found), CredentialKind.APIKEY, false));
  }

  private static KeyDigest expected(@Nullable IssuedCredential found) {
    return found != null && found.proof() instanceof Proof.ApiKey(_, KeyDigest digest)
        ? digest
        : NOBODYS;
  }

  private static Identity caller(IssuedCredential credential) {
    SubscriptionFacts subscription = credential.subscription();
    return new Identity.Caller(
        credential.holder(),
        subscription.tenant(),
        subscription.id(),
        subscription.id(),
        "",
        Level.DEVELOPER,
        ISSUER,
        credential);
  }

  private static Authentication.Settled unknown(String detail) {
    return new Authentication.Rejected(Rejection.BAD_CREDENTIAL, CredentialKind.APIKEY, detail);
  }
}
