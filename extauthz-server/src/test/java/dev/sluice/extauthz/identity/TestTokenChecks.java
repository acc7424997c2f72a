package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;

/** Helpers that authenticate tokens as requests do. */
final class TestTokenChecks {
  private TestTokenChecks() {}

  /** Authenticates a token, cached or not. */
  static AuthenticationResult authenticate(
      String token,
      JwtAuthenticator authenticator,
      AuthRequirement.Token requirement,
      AuthzPolicy policy) {
    TokenDigest digest = TokenDigest.of(token);
    AuthenticationResult known = authenticator.authenticateCached(digest, requirement, policy);
    return known == null ? authenticator.verify(token, digest, requirement, policy) : known;
  }
}
