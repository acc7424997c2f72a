package dev.sluice.controller.plan.finding;

import dev.sluice.controller.policy.ReadSpec;
import dev.sluice.controller.policy.SpecProblem;
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

  /** Adds the problems of a JSON column of a row and returns its value if it has none. */
  public <T> Optional<T> addFrom(String table, String id, ReadSpec<? extends T> column) {
    return switch (column) {
      case ReadSpec.Valid<? extends T>(T value) -> Optional.of(value);
      case ReadSpec.Invalid<? extends T>(List<SpecProblem> problems) -> {
        problems.forEach(problem -> add(table, id, problem.field(), problem.message()));
        yield Optional.empty();
      }
    };
  }

  public List<PlanFinding> all() {
    return List.copyOf(found);
  }
}
