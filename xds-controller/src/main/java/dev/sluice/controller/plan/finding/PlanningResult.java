package dev.sluice.controller.plan.finding;

import java.util.List;
import java.util.Optional;

/**
 * A result of a planner for one object, with the findings on its rows.
 *
 * @param ir empty if the object cannot be planned
 */
public record PlanningResult<T>(Optional<T> ir, List<PlanFinding> findings) {
  public PlanningResult {
    findings = List.copyOf(findings);
  }
}
