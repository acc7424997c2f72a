package dev.sluice.extauthz.identity;

import dev.sluice.common.token.confirmation.BindingError;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.holder.HolderResult;
import dev.sluice.extauthz.identity.holder.PresentedToken;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.ClaimNames;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A check of a verified token against the requirement of a route. */
public record RouteTokenCheck(
    AuthRequirement.Token requirement,
    AuthzPolicy policy,
    CredentialKind kind,
    PresentedToken presented,
    HolderCheck holders,
    CredentialRegistry registry,
    InstantSource clock) {
  /** A factory of the checks of any route. */
  public record Factory(CredentialRegistry registry, HolderCheck holders, InstantSource clock) {
    /** Returns the check of a token for the requirement of one route. */
    public RouteTokenCheck forRoute(
        AuthRequirement.Token requirement,
        AuthzPolicy policy,
        CredentialKind kind,
        PresentedToken presented) {
      return new RouteTokenCheck(requirement, policy, kind, presented, holders, registry, clock);
    }
  }

  /** Checks the result of a verification. */
  public AuthenticationResult checkVerification(VerificationResult.Completed completed) {
    return switch (completed) {
      case VerificationResult.Verified(VerifiedToken token) -> checkToken(token, false);
      case VerificationResult.Rejected(TokenError error) -> reject(error);
    };
  }

  /** Checks a token that was verified for this request or for an earlier one. */
  public AuthenticationResult checkToken(VerifiedToken token, boolean cached) {
    if (!HolderCheck.isNeeded(token, presented)) {
      return checkHeldToken(token, cached);
    }
    return switch (holders.check(token, presented)) {
      case HolderResult.Completed completed -> checkHolder(token, cached, completed);
      case HolderResult.Pending(var later) ->
          new AuthenticationResult.Pending(
              later.thenApply(completed -> checkHolder(token, cached, completed)));
    };
  }

  private AuthenticationResult.Completed checkHolder(
      VerifiedToken token, boolean cached, HolderResult.Completed result) {
    return switch (result) {
      case HolderResult.Proved() -> checkHeldToken(token, cached);
      case HolderResult.Unprovable() -> reject(TokenError.NOT_PROVED);
      case HolderResult.Busy() -> reject(TokenError.BUSY);
      case HolderResult.Unproved(BindingError error) ->
          reject(
              error == BindingError.DPOP_FULL
                  ? RejectionReason.UNAVAILABLE
                  : RejectionReason.NOT_PROVED,
              error.label());
    };
  }

  private AuthenticationResult.Completed checkHeldToken(VerifiedToken token, boolean cached) {
    String audience = requirement.audience();
    if (!audience.isEmpty() && !token.claims().texts("aud").contains(audience)) {
      return reject(TokenError.AUDIENCE);
    }
    if (requirement.subscribedPublish().isEmpty()) {
      return checkToken(token, null, cached);
    }
    Optional<IssuedCredential> client = client(token);
    if (client.isEmpty()) {
      return reject(RejectionReason.NOT_ADMITTED, "no-subscription");
    }
    return new SubscriptionCheck(
            client.get(), requirement.subscribedPublish(), requirement.scopes())
        .rejection(registry, clock.instant(), kind)
        .<AuthenticationResult.Completed>map(rejected -> rejected)
        .orElseGet(() -> checkToken(token, client.get(), cached));
  }

  private AuthenticationResult.Completed checkToken(
      VerifiedToken token, @Nullable IssuedCredential client, boolean cached) {
    ClaimNames names = policy.claimNames(token.issuer());
    Optional<Identity.Caller> identity =
        client == null
            ? token.computeOnce(names, read -> ClaimsIdentityReader.identity(read, names, null))
            : ClaimsIdentityReader.identity(token, names, client);
    Identity.Caller caller = identity.orElse(null);
    if (caller == null) {
      return reject(RejectionReason.INCOMPLETE_CLAIMS, "claims");
    }
    if (isRevoked(token, caller)) {
      return reject(RejectionReason.BAD_CREDENTIAL, "revoked");
    }
    if (!requirement.scopes().isEmpty()
        && !TokenScopes.of(token.claims(), names).containsAll(requirement.scopes())) {
      return reject(RejectionReason.MISSING_SCOPE, "scope");
    }
    return new AuthenticationResult.Authenticated(caller, kind, cached, token.claims());
  }

  /** Finds the credential of the token's client. A token that names two clients has none. */
  private Optional<IssuedCredential> client(VerifiedToken token) {
    Optional<String> authorizedParty = token.claims().text("azp");
    Optional<String> clientId = token.claims().text("client_id");
    if (authorizedParty.isPresent() && clientId.isPresent() && !authorizedParty.equals(clientId)) {
      return Optional.empty();
    }
    return authorizedParty
        .or(() -> clientId)
        .flatMap(id -> registry.credentials().get().byClient(token.issuer(), id));
  }

  private boolean isRevoked(VerifiedToken token, Identity.Caller caller) {
    return registry
        .revocations()
        .get()
        .isTokenRevoked(
            token.issuer(), token.id(), caller.subject(), caller.tenant(), token.issuedAt());
  }

  private AuthenticationResult.Rejected reject(TokenError error) {
    return TokenRejections.of(error, kind);
  }

  private AuthenticationResult.Rejected reject(RejectionReason reason, String detail) {
    return new AuthenticationResult.Rejected(reason, kind, detail);
  }
}
