package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.LifecycleRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The rules of products: one that is published stays active. */
final class ProductRules implements ManagedResource.ResourceRules {
  @Override
  public void prepare(
      ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
    if (before.isEmpty() || row.path("status").asString("").equals("active")) {
      return;
    }
    String id = before.get().path("id").asString();
    if (new LifecycleRepository(rows).isPublished(id)) {
      throw ProblemException.at(
          ProblemType.CONFLICT,
          "/status",
          "The product is published; withdraw its publishes first.");
    }
  }
}
