package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.ir.access.CredentialIr;
import dev.sluice.controller.ir.access.CredentialRevocationIr;
import dev.sluice.controller.plan.finding.PlanFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a credential comes to: it may be used, or it is told that it may not, or neither.
 *
 * @param until when that changes by itself; {@link Instant#MAX} when it does not
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
