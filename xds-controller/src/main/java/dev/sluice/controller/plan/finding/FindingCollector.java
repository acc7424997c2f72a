package dev.sluice.controller.plan.finding;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A collector of findings without duplicates, in the order in which they were added. */
public final class FindingCollector {
  private final Set<PlanFinding> found = new LinkedHashSet<>();

  public void add(String table, String id, String field, String reason) {
    found.add(new PlanFinding(table + "/" + id, field, reason));
  }

  public void addAll(Collection<PlanFinding> findings) {
    found.addAll(findings);
  }

  /** Adds the findings of a result and returns its value. */
  public <T> Optional<T> addFrom(PlanningResult<T> planned) {
    addAll(planned.findings());
    return planned.ir();
  }

  public List<PlanFinding> all() {
    return List.copyOf(found);
  }
}
