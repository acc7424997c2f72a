package dev.sluice.extauthz.identity;

import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AllowedPrincipal;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.SpiffeIdPattern;

/**
 * An authenticator for the principal of the client's connection. Envoy reports the first URI of the
 * certificate, or else a DNS name or the subject. Only a SPIFFE id is accepted as a principal.
 */
public final class PrincipalAuthenticator {
  private static final String ISSUER = "mtls";

  private final CredentialRegistry registry;

  public PrincipalAuthenticator(CredentialRegistry registry) {
    this.registry = registry;
  }

  /** Authenticates a principal that the route allows. The caller is the workload. */
  public AuthenticationResult.Completed authenticate(
      String principal, AuthRequirement.Mtls requirement) {
    if (principal.isEmpty()) {
      return rejected(RejectionReason.NO_CREDENTIAL, CredentialKind.NONE, "no-principal");
    }
    if (!SpiffeIdPattern.isSpiffeId(principal)) {
      return rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.MTLS, "principal-malformed");
    }
    for (AllowedPrincipal allowed : requirement.principals()) {
      if (allowed.pattern().matches(principal)) {
        return accept(caller(principal, allowed));
      }
    }
    return rejected(RejectionReason.NOT_ADMITTED, CredentialKind.MTLS, "principal-not-admitted");
  }

  private AuthenticationResult.Completed accept(Identity.Caller caller) {
    return registry
            .revocations()
            .get()
            .isTokenRevoked(
                ISSUER, "", caller.subject(), caller.tenant(), VerifiedToken.NO_ISSUE_TIME)
        ? rejected(RejectionReason.BAD_CREDENTIAL, CredentialKind.MTLS, "revoked")
        : new AuthenticationResult.Authenticated(caller, CredentialKind.MTLS, false);
  }

  private static Identity.Caller caller(String principal, AllowedPrincipal allowed) {
    String domain = SpiffeIdPattern.trustDomain(principal);
    return new Identity.Caller(
        principal,
        orElse(allowed.tenant(), domain),
        orElse(allowed.project(), domain),
        orElse(allowed.workspace(), domain),
        "",
        allowed.level(),
        ISSUER);
  }

  private static String orElse(String set, String fallback) {
    return set.isEmpty() ? fallback : set;
  }

  private static AuthenticationResult.Completed rejected(
      RejectionReason reason, CredentialKind kind, String detail) {
    return new AuthenticationResult.Rejected(reason, kind, detail);
  }
}
