package dev.sluice.extauthz.identity;

import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.time.InstantSource;

/** What any route asks of a token, whoever made sure of it. */
public record RouteTokenChecks(CredentialRegistry registry, InstantSource clock) {
  /** What that route asks. */
  public RouteTokenCheck forRoute(
      AuthRequirement.Token requirement, AuthzPolicy policy, CredentialKind kind) {
    return new RouteTokenCheck(requirement, policy, kind, this);
  }
}
