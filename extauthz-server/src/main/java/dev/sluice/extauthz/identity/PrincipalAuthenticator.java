package dev.sluice.extauthz.identity;

import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AllowedPrincipal;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.SpiffeIdPattern;

/**
 * Authenticates by the principal of the client's connection. Envoy says the first URI of the
 * certificate, but a DNS name or the subject of one without; those are no principals here.
 */
public final class PrincipalAuthenticator {
  private static final String ISSUER = "mtls";

  private final CredentialRegistry register;

  public PrincipalAuthenticator(CredentialRegistry register) {
    this.register = register;
  }

  /** The caller is the workload. */
  public AuthenticationResult.Completed authenticate(
      String principal, AuthRequirement.Mtls requirement) {
    if (principal.isEmpty()) {
      return rejected(RejectionReason.NO_CREDENTIAL, CredentialKind.NONE, "no-principal");
    }
    if (!SpiffeIdPattern.isSpiffeId(principal)) {
      return rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.MTLS, "principal-malformed");
    }
    for (AllowedPrincipal admitted : requirement.principals()) {
      if (admitted.pattern().matches(principal)) {
        return admit(caller(principal, admitted));
      }
    }
    return rejected(RejectionReason.NOT_ADMITTED, CredentialKind.MTLS, "principal-not-admitted");
  }

  private AuthenticationResult.Completed admit(Identity.Caller caller) {
    return register
            .revocations()
            .get()
            .isTokenRevoked(
                ISSUER, "", caller.subject(), caller.tenant(), VerifiedToken.NO_ISSUE_TIME)
        ? rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.MTLS, "revoked")
        : new AuthenticationResult.Authenticated(caller, CredentialKind.MTLS, false);
  }

  private static Identity.Caller caller(String principal, AllowedPrincipal admitted) {
    String domain = SpiffeIdPattern.trustDomain(principal);
    return new Identity.Caller(
        principal,
        or(admitted.tenant(), domain),
        or(admitted.project(), domain),
        or(admitted.workspace(), domain),
        "",
        admitted.level(),
        ISSUER);
  }

  private static String or(String set, String otherwise) {
    return set.isEmpty() ? otherwise : set;
  }

  private static AuthenticationResult.Completed rejected(
      RejectionReason why, CredentialKind kind, String text) {
    return new AuthenticationResult.Rejected(why, kind, text);
  }
}
