package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;

/** The findings that appeared and the findings that are gone. */
public record FindingsChange(List<PlanFinding> appeared, List<PlanFinding> gone) {
  public FindingsChange {
    appeared = List.copyOf(appeared);
    gone = List.copyOf(gone);
  }

  public boolean isEmpty() {
    return appeared.isEmpty() && gone.isEmpty();
  }
}
