package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AccessLevel;
import org.jspecify.annotations.Nullable;

/** An identity of a caller. */
public sealed interface Identity {
  /** An anonymous caller, on a route that needs no credential or before authentication. */
  record Anonymous() implements Identity {}

  /**
   * A verified caller.
   *
   * @param role the role in the token; empty if it has none
   * @param issuer the name of the issuer; for callers without a token, the kind of credential
   * @param issuedCredential the credential that was issued under a subscription; null if there is
   *     none
   */
  record Caller(
      String subject,
      String tenant,
      String project,
      String workspace,
      String role,
      AccessLevel level,
      String issuer,
      @Nullable IssuedCredential issuedCredential)
      implements Identity {
    /** Creates a caller without a subscription. */
    public Caller(
        String subject,
        String tenant,
        String project,
        String workspace,
        String role,
        AccessLevel level,
        String issuer) {
      this(subject, tenant, project, workspace, role, level, issuer, null);
    }
  }
}
