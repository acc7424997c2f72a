package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.TokenFault;
import dev.sluice.common.token.Verification;
import dev.sluice.common.token.VerifiedToken;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.identity.TokenScopes;
import dev.sluice.extauthz.identity.issued.Claim;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a route asks of a token that its issuer stands for. */
public record Admission(
    AuthRequirement.Token requirement,
    AuthzPolicy policy,
    CredentialKind kind,
    Admissions admissions) {

  /** Of a token that may yet be refused. */
  public Authentication.Settled settle(Verification.Settled settled) {
    return switch (settled) {
      case Verification.Verified(VerifiedToken token) -> admit(token, false);
      case Verification.Refused(TokenFault fault) -> refuse(fault);
    };
  }

  /** Of a token that was looked at just now, or some time ago. */
  public Authentication.Settled admit(VerifiedToken token, boolean remembered) {
    String audience = requirement.audience();
    if (!audience.isEmpty() && !token.claims().texts("aud").contains(audience)) {
      return refuse(TokenFault.AUDIENCE);
    }
    if (requirement.subscribedTo().isEmpty()) {
      return admit(token, null, remembered);
    }
    Optional<IssuedCredential> client = client(token);
    if (client.isEmpty()) {
      return refuse(Rejection.NOT_ADMITTED, "no-subscription");
    }
    return new Claim(client.get(), requirement.subscribedTo(), requirement.scopes())
        .refusal(admissions.register(), admissions.clock().instant(), kind)
        .<Authentication.Settled>map(rejected -> rejected)
        .orElseGet(() -> admit(token, client.get(), remembered));
  }

  private Authentication.Settled admit(
      VerifiedToken token, @Nullable IssuedCredential client, boolean remembered) {
    ClaimNames names = policy.claimsOf(token.issuer());
    Optional<Identity.Caller> known =
        client == null
            ? token.read(names, read -> ClaimsReader.identity(read, names, null))
            : ClaimsReader.identity(token, names, client);
    Identity.Caller caller = known.orElse(null);
    if (caller == null) {
      return refuse(Rejection.INCOMPLETE_CLAIMS, "claims");
    }
    if (isRevoked(token, caller)) {
      return refuse(Rejection.BAD_CREDENTIAL, "revoked");
    }
    if (!requirement.scopes().isEmpty()
        && !TokenScopes.of(token.claims(), names).containsAll(requirement.scopes())) {
      return refuse(Rejection.MISSING_SCOPE, "scope");
    }
    return new Authentication.Known(caller, kind, remembered, token.claims());
  }

  /** A token of two clients is of neither. */
  private Optional<IssuedCredential> client(VerifiedToken token) {
    Optional<String> authorized = token.claims().text("azp");
    Optional<String> named = token.claims().text("client_id");
    if (authorized.isPresent() && named.isPresent() && !authorized.equals(named)) {
      return Optional.empty();
    }
    return authorized
        .or(() -> named)
        .flatMap(id -> admissions.register().credentials().get().byClient(token.issuer(), id));
  }

  private boolean isRevoked(VerifiedToken token, Identity.Caller caller) {
    return admissions
        .register()
        .revocations()
        .get()
        .reachesToken(
            token.issuer(), token.id(), caller.subject(), caller.tenant(), token.issued());
  }

  private Authentication.Rejected refuse(TokenFault fault) {
    return Rejections.of(fault, kind);
  }

  private Authentication.Rejected refuse(Rejection why, String detail) {
    return new Authentication.Rejected(why, kind, detail);
  }
}
