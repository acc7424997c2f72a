package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a route asks of a token that its issuer stands for. */
public record RouteTokenCheck(
    AuthRequirement.Token requirement,
    AuthzPolicy policy,
    CredentialKind kind,
    CredentialRegistry registry,
    InstantSource clock) {
  /** A factory of the checks of any route. */
  public record Factory(CredentialRegistry registry, InstantSource clock) {
    /** Returns the check for the requirement of one route. */
    public RouteTokenCheck forRoute(
        AuthRequirement.Token requirement, AuthzPolicy policy, CredentialKind kind) {
      return new RouteTokenCheck(requirement, policy, kind, registry, clock);
    }
  }

  /** Of a token that may yet be refused. */
  public AuthenticationResult.Completed checkVerification(VerificationResult.Completed settled) {
    return switch (settled) {
      case VerificationResult.Verified(VerifiedToken token) -> checkToken(token, false);
      case VerificationResult.Rejected(TokenError fault) -> refuse(fault);
    };
  }

  /** Of a token that was looked at just now, or some time ago. */
  public AuthenticationResult.Completed checkToken(VerifiedToken token, boolean remembered) {
    String audience = requirement.audience();
    if (!audience.isEmpty() && !token.claims().texts("aud").contains(audience)) {
      return refuse(TokenError.AUDIENCE);
    }
    if (requirement.subscribedPublish().isEmpty()) {
      return checkToken(token, null, remembered);
    }
    Optional<IssuedCredential> client = client(token);
    if (client.isEmpty()) {
      return refuse(RejectionReason.NOT_ADMITTED, "no-subscription");
    }
    return new SubscriptionCheck(
            client.get(), requirement.subscribedPublish(), requirement.scopes())
        .rejection(registry, clock.instant(), kind)
        .<AuthenticationResult.Completed>map(rejected -> rejected)
        .orElseGet(() -> checkToken(token, client.get(), remembered));
  }

  private AuthenticationResult.Completed checkToken(
      VerifiedToken token, @Nullable IssuedCredential client, boolean remembered) {
    ClaimNames names = policy.claimNames(token.issuer());
    Optional<Identity.Caller> known =
        client == null
            ? token.computeOnce(names, read -> ClaimsIdentityReader.identity(read, names, null))
            : ClaimsIdentityReader.identity(token, names, client);
    Identity.Caller caller = known.orElse(null);
    if (caller == null) {
      return refuse(RejectionReason.INCOMPLETE_CLAIMS, "claims");
    }
    if (isRevoked(token, caller)) {
      return refuse(RejectionReason.BAD_CREDENTIAL, "revoked");
    }
    if (!requirement.scopes().isEmpty()
        && !TokenScopes.of(token.claims(), names).containsAll(requirement.scopes())) {
      return refuse(RejectionReason.MISSING_SCOPE, "scope");
    }
    return new AuthenticationResult.Authenticated(caller, kind, remembered, token.claims());
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
        .flatMap(id -> registry.credentials().get().byClient(token.issuer(), id));
  }

  private boolean isRevoked(VerifiedToken token, Identity.Caller caller) {
    return registry
        .revocations()
        .get()
        .isTokenRevoked(
            token.issuer(), token.id(), caller.subject(), caller.tenant(), token.issuedAt());
  }

  private AuthenticationResult.Rejected refuse(TokenError fault) {
    return TokenRejections.of(fault, kind);
  }

  private AuthenticationResult.Rejected refuse(RejectionReason why, String detail) {
    return new AuthenticationResult.Rejected(why, kind, detail);
  }
}
