package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.policy.Level;

/** Who is asking. */
public sealed interface Identity {
  /** Nobody in particular, on a route that asks for nothing. */
  record Anonymous() implements Identity {}

  /**
   * A verified caller.
   *
   * @param role as the token says, empty when it says nothing
   * @param issuer the name of the issuer
   */
  record Caller(
      String subject,
      String tenant,
      String project,
      String workspace,
      String role,
      Level level,
      String issuer)
      implements Identity {}
}
