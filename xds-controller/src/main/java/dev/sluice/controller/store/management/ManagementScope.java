package dev.sluice.controller.store.management;

import java.util.Optional;
import java.util.UUID;

/**
 * The rows that a transaction may see and change.
 *
 * @param tenant the tenant; empty for the operator, who manages tenants, users and clusters
 * @param user the user who asks; empty before the user is known
 * @param customer whether offers of other tenants are visible, too
 */
public record ManagementScope(Optional<UUID> tenant, Optional<UUID> user, boolean customer) {
  /** The scope in which callers are looked up. */
  public static final ManagementScope LOOKUP =
      new ManagementScope(Optional.empty(), Optional.empty(), false);
}
