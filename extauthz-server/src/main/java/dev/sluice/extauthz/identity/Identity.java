package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AccessLevel;
import org.jspecify.annotations.Nullable;

/** Who is asking. */
public sealed interface Identity {
  /** Nobody in particular, on a route that asks for nothing. */
  record Anonymous() implements Identity {}

  /**
   * A verified caller.
   *
   * @param role as the token says, empty when it says nothing
   * @param issuer the name of the issuer; of callers without a token the kind of their credential
   * @param issuedCredential the credential that was issued to the caller under a subscription, if
   *     any was
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
    /** One without a subscription. */
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
