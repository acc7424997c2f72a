package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.ir.access.CredentialIr;
import dev.sluice.controller.ir.access.CredentialRevocationIr;
import dev.sluice.controller.plan.finding.PlanFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plan of a credential: delivered as usable, as revoked, or not at all.
 *
 * @param until the time at which the plan changes; {@link Instant#MAX} for never
 */
public record PlannedCredential(
    Optional<CredentialIr> credential,
    Optional<CredentialRevocationIr> revocation,
    Instant until,
    List<PlanFinding> findings) {
  public PlannedCredential {
    findings = List.copyOf(findings);
  }

  static PlannedCredential none(Instant until) {
    return new PlannedCredential(Optional.empty(), Optional.empty(), until, List.of());
  }
}
