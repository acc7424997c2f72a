package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.TokenFault;
import dev.sluice.common.token.Verification;
import dev.sluice.common.token.VerifiedToken;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import java.util.Optional;

/** What a route asks of a token that its issuer stands for. */
record Admission(AuthRequirement.Token requirement, AuthzPolicy policy) {

  Authentication.Settled settle(Verification.Settled settled) {
    return switch (settled) {
      case Verification.Verified(VerifiedToken token) -> admit(token, false);
      case Verification.Refused(TokenFault fault) -> Rejections.of(fault);
    };
  }

  Authentication.Settled admit(VerifiedToken token, boolean remembered) {
    String audience = requirement.audience();
    if (!audience.isEmpty() && !token.claims().texts("aud").contains(audience)) {
      return Rejections.of(TokenFault.AUDIENCE);
    }
    ClaimNames names = policy.claimsOf(token.issuer());
    Optional<Identity> identity = ClaimsReader.identity(token, names);
    if (identity.isEmpty()) {
      return Rejections.of(Rejection.INCOMPLETE_CLAIMS, "claims");
    }
    if (!requirement.scopes().isEmpty()
        && !ClaimsReader.scopes(token.claims(), names).containsAll(requirement.scopes())) {
      return Rejections.of(Rejection.MISSING_SCOPE, "scope");
    }
    return new Authentication.Known(identity.get(), CredentialKind.JWT, remembered);
  }
}
