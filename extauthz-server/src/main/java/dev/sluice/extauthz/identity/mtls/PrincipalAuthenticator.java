package dev.sluice.extauthz.identity.mtls;

import dev.sluice.common.token.VerifiedToken;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.policy.AdmittedPrincipal;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.SpiffePattern;

/**
 * Authenticates by the principal of the client's connection. Envoy says the first URI of the
 * certificate, but a DNS name or the subject of one without; those are no principals here.
 */
public final class PrincipalAuthenticator {
  private static final String ISSUER = "mtls";

  private final Register register;

  public PrincipalAuthenticator(Register register) {
    this.register = register;
  }

  /** The caller is the workload. */
  public Authentication.Settled authenticate(String principal, AuthRequirement.Mtls requirement) {
    if (principal.isEmpty()) {
      return rejected(Rejection.NO_CREDENTIAL, CredentialKind.NONE, "no-principal");
    }
    if (!SpiffePattern.isId(principal)) {
      return rejected(Rejection.BAD_CREDENTIAL, CredentialKind.MTLS, "principal-malformed");
    }
    for (AdmittedPrincipal admitted : requirement.principals()) {
      if (admitted.pattern().matches(principal)) {
        return admit(caller(principal, admitted));
      }
    }
    return rejected(Rejection.NOT_ADMITTED, CredentialKind.MTLS, "principal-not-admitted");
  }

  private Authentication.Settled admit(Identity.Caller caller) {
    return register
            .revocations()
            .get()
            .reachesToken(ISSUER, "", caller.subject(), caller.tenant(), VerifiedToken.UNDATED)
        ? rejected(Rejection.BAD_CREDENTIAL, CredentialKind.MTLS, "revoked")
        : new Authentication.Known(caller, CredentialKind.MTLS, false);
  }

  private static Identity.Caller caller(String principal, AdmittedPrincipal admitted) {
    String domain = SpiffePattern.trustDomain(principal);
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

  private static Authentication.Settled rejected(Rejection why, CredentialKind kind, String text) {
    return new Authentication.Rejected(why, kind, text);
  }
}
