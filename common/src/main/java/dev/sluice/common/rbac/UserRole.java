package dev.sluice.common.rbac;

import java.util.Optional;

/**
 * A role of a user at a scope.
 *
 * @param tenant the tenant; empty at the scope {@code system}
 * @param scopeId the gateway, product or subscription of a narrower scope
 */
public record UserRole(
    String role, String scope, Optional<String> tenant, Optional<String> scopeId) {
  /** Returns whether the role counts in a tenant, or without one. */
  public boolean countsIn(Optional<String> other) {
    return tenant.isEmpty() || tenant.equals(other);
  }
}
