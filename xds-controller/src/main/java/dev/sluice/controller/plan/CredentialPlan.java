package dev.sluice.controller.plan;

import dev.sluice.controller.ir.CredentialIr;
import dev.sluice.controller.ir.RevocationIr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a credential comes to: it may be used, or it is told that it may not, or neither.
 *
 * @param until when that changes by itself; {@link Instant#MAX} when it does not
 */
public record CredentialPlan(
    Optional<CredentialIr> credential,
    Optional<RevocationIr> revocation,
    Instant until,
    List<PlanFinding> findings) {
  public CredentialPlan {
    findings = List.copyOf(findings);
  }

  static CredentialPlan nothing(Instant until) {
    return new CredentialPlan(Optional.empty(), Optional.empty(), until, List.of());
  }
}
