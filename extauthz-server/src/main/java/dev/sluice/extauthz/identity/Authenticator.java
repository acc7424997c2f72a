package dev.sluice.extauthz.identity;

import dev.sluice.common.token.TokenDigest;
import dev.sluice.extauthz.identity.issued.ApiKeyAuthenticator;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.identity.jwt.Admissions;
import dev.sluice.extauthz.identity.jwt.IssuerRegistry;
import dev.sluice.extauthz.identity.jwt.JwtAuthenticator;
import dev.sluice.extauthz.identity.mtls.PrincipalAuthenticator;
import dev.sluice.extauthz.identity.opaque.OpaqueAuthenticator;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.Level;
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
          Level.DEVELOPER,
          "dev");

  private final JwtAuthenticator signed;
  private final OpaqueAuthenticator opaque;
  private final ApiKeyAuthenticator keys;
  private final PrincipalAuthenticator principals;
  private final boolean devMode;

  /** Knows every kind of credential. */
  public Authenticator(
      IssuerRegistry issuers, Register register, InstantSource clock, boolean devMode) {
    Admissions admissions = new Admissions(register, clock);
    this.signed = new JwtAuthenticator(issuers, admissions);
    this.opaque = new OpaqueAuthenticator(issuers, admissions);
    this.keys = new ApiKeyAuthenticator(register, clock);
    this.principals = new PrincipalAuthenticator(register);
    this.devMode = devMode;
  }

  /**
   * Looks at what is shown only as far as the requirement asks for it.
   *
   * @param principal of the client's connection, empty when it has none
   */
  public Authentication authenticate(
      AuthRequirement requirement, Credential credential, String principal, AuthzPolicy policy) {
    return switch (requirement) {
      case AuthRequirement.Open() ->
          new Authentication.Known(new Identity.Anonymous(), CredentialKind.NONE, false);
      case AuthRequirement.Token token -> token(token, credential, policy);
      case AuthRequirement.ApiKey key -> apiKey(key, credential);
      case AuthRequirement.Mtls mtls -> principals.authenticate(principal, mtls);
      case AuthRequirement.Unknown() ->
          rejected(Rejection.NO_KEY_SOURCE, kind(credential), "requirement-unknown");
    };
  }

  private Authentication token(
      AuthRequirement.Token requirement, Credential credential, AuthzPolicy policy) {
    return switch (credential) {
      case Credential.Bearer(String text) when devMode && text.equals(DEV_TOKEN) ->
          new Authentication.Known(DEV, CredentialKind.DEV, false);
      case Credential.Bearer(String text) -> bearer(text, requirement, policy);
      case Credential.ApiKey _ ->
          rejected(Rejection.BAD_CREDENTIAL, CredentialKind.APIKEY, "key-instead-of-token");
      case Credential.Absent(), Credential.Unreadable() -> nothing(credential);
    };
  }

  /** A token that was taken before has the characters of one. */
  private Authentication bearer(
      String text, AuthRequirement.Token requirement, AuthzPolicy policy) {
    TokenDigest digest = TokenDigest.of(text);
    Authentication known = signed.recall(digest, requirement, policy);
    if (known != null) {
      return known;
    }
    if (!Token68.is(text)) {
      return unreadable();
    }
    return opaque
        .authenticate(text, requirement, policy)
        .orElseGet(() -> signed.verify(text, digest, requirement, policy));
  }

  private Authentication apiKey(AuthRequirement.ApiKey requirement, Credential credential) {
    return switch (credential) {
      case Credential.ApiKey(String key) -> keys.authenticate(key, requirement);
      case Credential.Bearer(String text) ->
          Token68.is(text)
              ? rejected(Rejection.BAD_CREDENTIAL, CredentialKind.JWT, "token-instead-of-key")
              : unreadable();
      case Credential.Absent(), Credential.Unreadable() -> nothing(credential);
    };
  }

  private static Authentication nothing(Credential credential) {
    return credential instanceof Credential.Absent
        ? rejected(Rejection.NO_CREDENTIAL, CredentialKind.NONE, "no-credential")
        : unreadable();
  }

  private static Authentication unreadable() {
    return rejected(Rejection.BAD_CREDENTIAL, CredentialKind.UNREADABLE, "unreadable");
  }

  private static CredentialKind kind(Credential credential) {
    return switch (credential) {
      case Credential.Absent() -> CredentialKind.NONE;
      case Credential.Bearer(String text) ->
          Token68.is(text) ? CredentialKind.JWT : CredentialKind.UNREADABLE;
      case Credential.ApiKey _ -> CredentialKind.APIKEY;
      case Credential.Unreadable() -> CredentialKind.UNREADABLE;
    };
  }

  private static Authentication rejected(Rejection why, CredentialKind kind, String detail) {
    return new Authentication.Rejected(why, kind, detail);
  }
}
