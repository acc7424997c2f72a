package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.jwt.JwtAuthenticator;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.Level;

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
          Level.DEVELOPER,
          "dev");

  private final JwtAuthenticator tokens;
  private final boolean devMode;

  public Authenticator(JwtAuthenticator tokens, boolean devMode) {
    this.tokens = tokens;
    this.devMode = devMode;
  }

  /** Looks at the credential only as far as the requirement asks for one. */
  public Authentication authenticate(
      AuthRequirement requirement, Credential credential, AuthzPolicy policy) {
    return switch (requirement) {
      case AuthRequirement.Open() ->
          new Authentication.Known(new Identity.Anonymous(), CredentialKind.NONE, false);
      case AuthRequirement.Token token -> token(token, credential, policy);
      case AuthRequirement.ApiKey() -> apiKey(credential);
      case AuthRequirement.Unknown() ->
          rejected(Rejection.NO_KEY_SOURCE, kind(credential), "requirement-unknown");
    };
  }

  private Authentication token(
      AuthRequirement.Token requirement, Credential credential, AuthzPolicy policy) {
    return switch (credential) {
      case Credential.Absent() ->
          rejected(Rejection.NO_CREDENTIAL, CredentialKind.NONE, "no-credential");
      case Credential.Bearer(String text) when devMode && text.equals(DEV_TOKEN) ->
          new Authentication.Known(DEV, CredentialKind.DEV, false);
      case Credential.Bearer(String text) -> tokens.authenticate(text, requirement, policy);
      case Credential.ApiKey _ ->
          rejected(Rejection.BAD_CREDENTIAL, CredentialKind.APIKEY, "key-instead-of-token");
      case Credential.Unreadable() ->
          rejected(Rejection.BAD_CREDENTIAL, CredentialKind.UNREADABLE, "unreadable");
    };
  }

  /** No subscription's keys are known to this server, so no key is one. */
  private static Authentication apiKey(Credential credential) {
    return credential instanceof Credential.Absent
        ? rejected(Rejection.NO_CREDENTIAL, CredentialKind.NONE, "no-credential")
        : rejected(Rejection.BAD_CREDENTIAL, kind(credential), "key-unknown");
  }

  private static CredentialKind kind(Credential credential) {
    return switch (credential) {
      case Credential.Absent() -> CredentialKind.NONE;
      case Credential.Bearer _ -> CredentialKind.JWT;
      case Credential.ApiKey _ -> CredentialKind.APIKEY;
      case Credential.Unreadable() -> CredentialKind.UNREADABLE;
    };
  }

  private static Authentication rejected(Rejection why, CredentialKind kind, String detail) {
    return new Authentication.Rejected(why, kind, detail);
  }
}
