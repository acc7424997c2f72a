package dev.sluice.controller.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects findings, each once, in the order in which they came up. */
final class Findings {
  private final Set<PlanFinding> found = new LinkedHashSet<>();

  void add(String table, String id, String field, String reason) {
    found.add(new PlanFinding(table + "/" + id, field, reason));
  }

  void addAll(Collection<PlanFinding> findings) {
    found.addAll(findings);
  }

  /** Adds what was found on the way to something. */
  <T> Optional<T> keep(Planned<T> planned) {
    addAll(planned.findings());
    return planned.ir();
  }

  List<PlanFinding> all() {
    return List.copyOf(found);
  }
}
