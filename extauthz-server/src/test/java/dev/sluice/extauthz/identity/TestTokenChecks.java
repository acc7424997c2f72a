package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenDigest;
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
    AuthenticationResult cached = authenticator.authenticateCached(digest, requirement, policy);
    return cached == null ? authenticator.verify(token, digest, requirement, policy) : cached;
  }
}
