package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.time.InstantSource;

/** Turns the credential of a request into an identity, by what the route asks for. */
public final class Authenticator {
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

  private final JwtAuthenticator signed;
  private final OpaqueTokenAuthenticator opaque;
  private final ApiKeyAuthenticator keys;
  private final PrincipalAuthenticator principals;
  private final boolean devMode;

  /** Knows every kind of credential. */
  public Authenticator(
      IssuerRegistry issuers, CredentialRegistry register, InstantSource clock, boolean devMode) {
    RouteTokenCheck.Factory admissions = new RouteTokenCheck.Factory(register, clock);
    this.signed = new JwtAuthenticator(issuers, admissions);
    this.opaque = new OpaqueTokenAuthenticator(issuers, admissions);
    this.keys = new ApiKeyAuthenticator(register, clock);
    this.principals = new PrincipalAuthenticator(register);
    this.devMode = devMode;
  }

  /**
   * Looks at what is shown only as far as the requirement asks for it.
   *
   * @param principal of the client's connection, empty when it has none
   */
  public AuthenticationResult authenticate(
      AuthRequirement requirement,
      RequestCredential credential,
      String principal,
      AuthzPolicy policy) {
    return switch (requirement) {
      case AuthRequirement.Open() ->
          new AuthenticationResult.Authenticated(
              new Identity.Anonymous(), CredentialKind.NONE, false);
      case AuthRequirement.Token token -> token(token, credential, policy);
      case AuthRequirement.ApiKey key -> apiKey(key, credential);
      case AuthRequirement.Mtls mtls -> principals.authenticate(principal, mtls);
      case AuthRequirement.Unknown() ->
          rejected(RejectionReason.NO_KEY_SOURCE, kind(credential), "requirement-unknown");
    };
  }

  private AuthenticationResult token(
      AuthRequirement.Token requirement, RequestCredential credential, AuthzPolicy policy) {
    return switch (credential) {
      case RequestCredential.Bearer(String text) when devMode && text.equals(DEV_TOKEN) ->
          new AuthenticationResult.Authenticated(DEV, CredentialKind.DEV, false);
      case RequestCredential.Bearer(String text) -> bearer(text, requirement, policy);
      case RequestCredential.ApiKey _ ->
          rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.APIKEY, "key-instead-of-token");
      case RequestCredential.Absent(), RequestCredential.Unreadable() -> nothing(credential);
    };
  }

  /** A token that was taken before has the characters of one. */
  private AuthenticationResult bearer(
      String text, AuthRequirement.Token requirement, AuthzPolicy policy) {
    TokenDigest digest = TokenDigest.of(text);
    AuthenticationResult known = signed.authenticateCached(digest, requirement, policy);
    if (known != null) {
      return known;
    }
    if (!Token68Syntax.matches(text)) {
      return unreadable();
    }
    return opaque
        .authenticate(text, requirement, policy)
        .orElseGet(() -> signed.verify(text, digest, requirement, policy));
  }

  private AuthenticationResult apiKey(
      AuthRequirement.ApiKey requirement, RequestCredential credential) {
    return switch (credential) {
      case RequestCredential.ApiKey(String key) -> keys.authenticate(key, requirement);
      case RequestCredential.Bearer(String text) ->
          Token68Syntax.matches(text)
              ? rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.JWT, "token-instead-of-key")
              : unreadable();
      case RequestCredential.Absent(), RequestCredential.Unreadable() -> nothing(credential);
    };
  }

  private static AuthenticationResult nothing(RequestCredential credential) {
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
      case RequestCredential.ApiKey _ -> CredentialKind.APIKEY;
      case RequestCredential.Unreadable() -> CredentialKind.UNREADABLE;
    };
  }

  private static AuthenticationResult rejected(
      RejectionReason why, CredentialKind kind, String detail) {
    return new AuthenticationResult.Rejected(why, kind, detail);
  }
}
