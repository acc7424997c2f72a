package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.extauthz.identity.holder.CredentialCarrier;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.holder.PresentedToken;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.time.InstantSource;

/**
 * An authenticator for every kind of credential. It checks the credential of a request against the
 * requirement of the route.
 */
public final class Authenticator implements CredentialCheck {
  private static final String DEV_TOKEN = "dev";
  private static final Identity DEV =
      new Identity.Caller(
          "dev-user",
          "dev-tenant",
          "dev-project",
          "dev-workspace",
          "developer",
          AccessLevel.DEVELOPER,
          "dev");

  private final JwtAuthenticator jwts;
  private final OpaqueTokenAuthenticator opaqueTokens;
  private final ApiKeyAuthenticator apiKeys;
  private final PrincipalAuthenticator principals;
  private final boolean devMode;

  /** Creates an authenticator for tokens, API keys and client certificates. */
  public Authenticator(
      IssuerRegistry issuers,
      CredentialRegistry registry,
      HolderCheck holders,
      InstantSource clock,
      boolean devMode) {
    RouteTokenCheck.Factory tokenChecks = new RouteTokenCheck.Factory(registry, holders, clock);
    this.jwts = new JwtAuthenticator(issuers, tokenChecks);
    this.opaqueTokens = new OpaqueTokenAuthenticator(issuers, tokenChecks);
    this.apiKeys = new ApiKeyAuthenticator(registry, clock);
    this.principals = new PrincipalAuthenticator(registry);
    this.devMode = devMode;
  }

  @Override
  public AuthenticationResult authenticate(
      AuthRequirement requirement,
      RequestCredential credential,
      CredentialCarrier request,
      AuthzPolicy policy) {
    return switch (requirement) {
      case AuthRequirement.Open() ->
          new AuthenticationResult.Authenticated(
              new Identity.Anonymous(), CredentialKind.NONE, false);
      case AuthRequirement.Token token -> token(token, credential, request, policy);
      case AuthRequirement.ApiKey key -> apiKey(key, credential);
      case AuthRequirement.Mtls mtls -> principals.authenticate(request.principal(), mtls);
      case AuthRequirement.Unknown() ->
          rejected(RejectionReason.NO_KEY_SOURCE, kind(credential), "requirement-unknown");
    };
  }

  private AuthenticationResult token(
      AuthRequirement.Token requirement,
      RequestCredential credential,
      CredentialCarrier request,
      AuthzPolicy policy) {
    return switch (credential) {
      case RequestCredential.Bearer(String text) when devMode && text.equals(DEV_TOKEN) ->
          new AuthenticationResult.Authenticated(DEV, CredentialKind.DEV, false);
      case RequestCredential.Bearer(String text) ->
          token(new PresentedToken(text, false, request), requirement, policy);
      case RequestCredential.Dpop(String text) ->
          token(new PresentedToken(text, true, request), requirement, policy);
      case RequestCredential.ApiKey _ ->
          rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.APIKEY, "key-instead-of-token");
      case RequestCredential.Absent(), RequestCredential.Unreadable() -> missing(credential);
    };
  }

  /** Authenticates a token. A cached token needs no check of its syntax. */
  private AuthenticationResult token(
      PresentedToken presented, AuthRequirement.Token requirement, AuthzPolicy policy) {
    TokenDigest digest = TokenDigest.of(presented.text());
    AuthenticationResult cached = jwts.authenticateCached(digest, presented, requirement, policy);
    if (cached != null) {
      return cached;
    }
    if (!Token68Syntax.matches(presented.text())) {
      return unreadable();
    }
    return opaqueTokens
        .authenticate(presented, requirement, policy)
        .orElseGet(() -> jwts.verify(digest, presented, requirement, policy));
  }

  private AuthenticationResult apiKey(
      AuthRequirement.ApiKey requirement, RequestCredential credential) {
    return switch (credential) {
      case RequestCredential.ApiKey(String key) -> apiKeys.authenticate(key, requirement);
      case RequestCredential.Bearer(String text) ->
          Token68Syntax.matches(text)
              ? rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.JWT, "token-instead-of-key")
              : unreadable();
      case RequestCredential.Dpop(String text) ->
          Token68Syntax.matches(text)
              ? rejected(
                  RejectionReason.BAD_CREDENTIAL, CredentialKind.DPOP, "token-instead-of-key")
              : unreadable();
      case RequestCredential.Absent(), RequestCredential.Unreadable() -> missing(credential);
    };
  }

  private static AuthenticationResult missing(RequestCredential credential) {
    return credential instanceof RequestCredential.Absent
        ? rejected(RejectionReason.NO_CREDENTIAL, CredentialKind.NONE, "no-credential")
        : unreadable();
  }

  private static AuthenticationResult unreadable() {
    return rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.UNREADABLE, "unreadable");
  }

  private static CredentialKind kind(RequestCredential credential) {
    return switch (credential) {
      case RequestCredential.Absent() -> CredentialKind.NONE;
      case RequestCredential.Bearer(String text) ->
          Token68Syntax.matches(text) ? CredentialKind.JWT : CredentialKind.UNREADABLE;
      case RequestCredential.Dpop(String text) ->
          Token68Syntax.matches(text) ? CredentialKind.DPOP : CredentialKind.UNREADABLE;
      case RequestCredential.ApiKey _ -> CredentialKind.APIKEY;
      case RequestCredential.Unreadable() -> CredentialKind.UNREADABLE;
    };
  }

  private static AuthenticationResult rejected(
      RejectionReason reason, CredentialKind kind, String detail) {
    return new AuthenticationResult.Rejected(reason, kind, detail);
  }
}
