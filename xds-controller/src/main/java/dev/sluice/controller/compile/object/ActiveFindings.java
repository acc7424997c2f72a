package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every finding in force, by what was compiled when it came up: several may find the same. */
public final class ActiveFindings {
  private final Map<String, List<PlanFinding>> bySource = new HashMap<>();
  private final Map<PlanFinding, Integer> counts = new HashMap<>();
  private final Set<PlanFinding> appeared = new LinkedHashSet<>();
  private final Set<PlanFinding> gone = new LinkedHashSet<>();

  /** This is what was found in one source now, in place of what was found before. */
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

  /** What has come up and what has gone since the last time. */
  public FindingsChange takeChange() {
    FindingsChange change = new FindingsChange(List.copyOf(appeared), List.copyOf(gone));
    appeared.clear();
    gone.clear();
    return change;
  }
}
