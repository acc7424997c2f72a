package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.TokenDigest;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;

/** Shows tokens as requests do. */
final class Asking {
  private Asking() {}

  /** What becomes of a token, whether it was taken before or not. */
  static Authentication about(
      String token,
      JwtAuthenticator authenticator,
      AuthRequirement.Token requirement,
      AuthzPolicy policy) {
    TokenDigest digest = TokenDigest.of(token);
    Authentication known = authenticator.recall(digest, requirement, policy);
    return known == null ? authenticator.verify(token, digest, requirement, policy) : known;
  }
}
