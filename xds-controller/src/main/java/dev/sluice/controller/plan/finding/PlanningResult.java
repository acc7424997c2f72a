package dev.sluice.controller.plan.finding;

import java.util.List;
import java.util.Optional;

/** What became of one object, and what of its rows could not be heeded on the way. */
public record PlanningResult<T>(Optional<T> ir, List<PlanFinding> findings) {
  public PlanningResult {
    findings = List.copyOf(findings);
  }
}
