package dev.sluice.controller.plan;

import java.util.List;
import java.util.Optional;

/** What became of one object, and what of its rows could not be heeded on the way. */
public record Planned<T>(Optional<T> ir, List<PlanFinding> findings) {
  public Planned {
    findings = List.copyOf(findings);
  }
}
