package dev.sluice.controller.api.resource;

import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The rules of resources that say who created them. */
class CreatedByRules implements ManagedResource.ResourceRules {
  @Override
  public void prepare(
      ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
    if (before.isEmpty()) {
      row.put("created_by", call.caller().user().toString());
    }
  }
}
