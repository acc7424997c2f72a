package dev.sluice.controller.api.resource;

import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.controller.api.access.CallerDirectory.CallerTenant;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The rules of role bindings: a user gives only roles that the file lets the user give. */
public final class RoleBindingRules extends CreatedByRules {
  private static final String TENANT = "tenant_id";

  private final Supplier<RbacPolicy> policy;

  public RoleBindingRules(Supplier<RbacPolicy> policy) {
    this.policy = policy;
  }

  @Override
  public void prepare(
      ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {
    super.prepare(call, rows, before, row);
    String scope = row.path("scope").asString("");
    Optional<String> own = call.tenant().map(CallerTenant::id).map(Object::toString);
    if (own.isPresent() && !scope.equals("system") && row.path(TENANT).isNull()) {
      row.put(TENANT, own.get());
    }
    String role = row.path("role").asString("");
    RbacPolicy.Role known = policy.get().roles().get(role);
    if (known == null || !known.scopes().contains(scope)) {
      throw ProblemException.at(
          ProblemType.VALIDATION, "/scope", "The role " + role + " is not bound at this scope.");
    }
    before.ifPresent(old -> requireGrantable(call, old));
    requireGrantable(call, row);
    if (own.isPresent() && !row.path(TENANT).asStringOpt().equals(own)) {
      throw ProblemException.at(
          ProblemType.VALIDATION, "/tenant_id", "The tenant is not the one of X-Tenant-Slug.");
    }
  }

  @Override
  public void checkDelete(ApiCall call, ManagementTransaction rows, ObjectNode row) {
    requireGrantable(call, row);
  }

  private void requireGrantable(ApiCall call, ObjectNode binding) {
    Optional<String> tenant = call.tenant().map(CallerTenant::id).map(Object::toString);
    String role = binding.path("role").asString("");
    if (!policy.get().mayGrant(call.caller().bindings(), tenant, role)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN,
          "The roles of the caller may not give or take the role " + role + ".");
    }
  }
}
