package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The current findings by source; several sources may report the same finding. */
public final class ActiveFindings {
  private final Map<String, List<PlanFinding>> bySource = new HashMap<>();
  private final Map<PlanFinding, Integer> counts = new HashMap<>();
  private final Set<PlanFinding> appeared = new LinkedHashSet<>();
  private final Set<PlanFinding> gone = new LinkedHashSet<>();

  /** Replaces the findings of a source. */
  public void replace(String source, List<PlanFinding> findings) {
    List<PlanFinding> before =
        findings.isEmpty() ? bySource.remove(source) : bySource.put(source, findings);
    for (PlanFinding finding : findings) {
      if (counts.merge(finding, 1, Integer::sum) == 1 && !gone.remove(finding)) {
        appeared.add(finding);
      }
    }
    if (before != null) {
      before.forEach(this::release);
    }
  }

  private void release(PlanFinding finding) {
    if (counts.computeIfPresent(finding, (f, count) -> count == 1 ? null : count - 1) == null
        && !appeared.remove(finding)) {
      gone.add(finding);
    }
  }

  public Collection<PlanFinding> all() {
    return List.copyOf(counts.keySet());
  }

  /** Returns the findings that appeared or are gone since the last call. */
  public FindingsChange takeChange() {
    FindingsChange change = new FindingsChange(List.copyOf(appeared), List.copyOf(gone));
    appeared.clear();
    gone.clear();
    return change;
  }
}
