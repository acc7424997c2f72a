package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.extauthz.identity.holder.PresentedToken;
import dev.sluice.extauthz.identity.holder.TestCarrier;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;

/** A helper that authenticates tokens as requests do. */
final class TestTokenChecks {
  private TestTokenChecks() {}

  /** Authenticates a token, cached or not. */
  static AuthenticationResult authenticate(
      String token,
      JwtAuthenticator authenticator,
      AuthRequirement.Token requirement,
      AuthzPolicy policy) {
    TokenDigest digest = TokenDigest.of(token);
    PresentedToken presented = TestCarrier.bearer(token);
    AuthenticationResult cached =
        authenticator.authenticateCached(digest, presented, requirement, policy);
    return cached == null ? authenticator.verify(digest, presented, requirement, policy) : cached;
  }
}
