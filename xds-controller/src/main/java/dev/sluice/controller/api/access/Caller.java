package dev.sluice.controller.api.access;

import dev.sluice.common.rbac.UserRole;
import java.util.List;
import java.util.UUID;

/**
 * A user who calls the API.
 *
 * @param bindings the roles of the user, of all tenants
 */
public record Caller(
    UUID user, String issuer, String subject, String name, List<UserRole> bindings) {
  public Caller {
    bindings = List.copyOf(bindings);
  }
}
