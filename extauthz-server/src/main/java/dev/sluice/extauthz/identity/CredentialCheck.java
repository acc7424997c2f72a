package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.holder.CredentialCarrier;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;

/** A check of the credential of a request against the requirement of its route. */
@FunctionalInterface
public interface CredentialCheck {
  /**
   * Authenticates a request. Reads only the credential that the requirement names.
   *
   * @param request the request that carries the credential
   */
  AuthenticationResult authenticate(
      AuthRequirement requirement,
      RequestCredential credential,
      CredentialCarrier request,
      AuthzPolicy policy);
}
