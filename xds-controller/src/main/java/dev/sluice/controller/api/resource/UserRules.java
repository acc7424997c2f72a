package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The rules of users: those that a tenant creates are its own. */
final class UserRules implements ManagedResource.ResourceRules {
  private static final String TENANT = "tenant_id";

  @Override
  public void prepare(
      ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
    if (before.isEmpty()) {
      call.tenant().ifPresent(tenant -> row.put(TENANT, tenant.id().toString()));
    } else {
      requireOwn(call, before.get());
    }
  }

  @Override
  public void checkDelete(ApiCall call, ManagementTransaction rows, ObjectNode row) {
    requireOwn(call, row);
  }

  /** Rejects changes of a user that only has a role in the tenant. */
  private static void requireOwn(ApiCall call, ObjectNode user) {
    Optional<String> own = call.tenant().map(tenant -> tenant.id().toString());
    if (own.isPresent() && !user.path(TENANT).asStringOpt().equals(own)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN, "The user is not of this tenant; change its role bindings.");
    }
  }
}
