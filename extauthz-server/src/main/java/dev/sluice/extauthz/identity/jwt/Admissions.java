package dev.sluice.extauthz.identity.jwt;

import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.time.InstantSource;

/** What any route asks of a token, whoever made sure of it. */
public record Admissions(Register register, InstantSource clock) {
  /** What that route asks. */
  public Admission of(AuthRequirement.Token requirement, AuthzPolicy policy, CredentialKind kind) {
    return new Admission(requirement, policy, kind, this);
  }
}
