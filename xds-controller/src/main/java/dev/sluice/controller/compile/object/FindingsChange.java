package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;

/** Findings that have come up, and findings that are no more. */
public record FindingsChange(List<PlanFinding> appeared, List<PlanFinding> gone) {
  public FindingsChange {
    appeared = List.copyOf(appeared);
    gone = List.copyOf(gone);
  }

  public boolean isEmpty() {
    return appeared.isEmpty() && gone.isEmpty();
  }
}
