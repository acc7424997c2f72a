package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The rules of tenants: what is fixed, and what only the operator changes. */
final class TenantRules implements ManagedResource.ResourceRules {
  @Override
  public void prepare(
      ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
    if (before.isEmpty()) {
      if (call.tenant().isPresent()) {
        throw ProblemException.of(
            ProblemType.FORBIDDEN, "Tenants are created without the header X-Tenant-Slug.");
      }
      return;
    }
    List<FieldProblem> problems = new ArrayList<>();
    requireSame("kind", before.get(), row, problems);
    if (call.tenant().isPresent()) {
      requireSame("slug", before.get(), row, problems);
      requireSame("status", before.get(), row, problems);
    }
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
  }

  private static void requireSame(
      String member, ObjectNode before, ObjectNode row, List<FieldProblem> problems) {
    if (!before.path(member).equals(row.path(member))) {
      problems.add(new FieldProblem("/" + member, "cannot be changed here; keep its value"));
    }
  }
}
