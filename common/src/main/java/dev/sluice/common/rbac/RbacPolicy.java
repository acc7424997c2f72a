package dev.sluice.common.rbac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The roles of {@code policies/rbac.yaml}, and what each may do. */
public record RbacPolicy(Map<String, Role> roles) {
  private static final Set<String> WHOLE_SCOPES = Set.of("system", "org", "customer");
  private static final String READ = "read";

  /**
   * A role.
   *
   * @param scopes the scopes at which users have it
   * @param portals the parts of the API that it may use
   * @param mayGrant the roles that its users may give to others
   */
  public record Role(
      Set<String> scopes, Set<String> portals, Set<String> mayGrant, List<Grant> grants) {
    public Role {
      scopes = Set.copyOf(scopes);
      portals = Set.copyOf(portals);
      mayGrant = Set.copyOf(mayGrant);
      grants = List.copyOf(grants);
    }
  }

  /**
   * A permission of a role.
   *
   * @param environments the environments to which it is limited; none means all
   */
  public record Grant(Set<String> resources, Set<String> actions, Set<String> environments) {
    public Grant {
      resources = Set.copyOf(resources);
      actions = Set.copyOf(actions);
      environments = Set.copyOf(environments);
    }

    boolean allows(AccessRequest request) {
      return resources.contains(request.resource()) && actions.contains(request.action());
    }
  }

  /**
   * A question: may a user do this?
   *
   * @param scopeColumns the column of the resource that names the gateway, product or subscription
   */
  public record AccessRequest(
      String portal,
      Optional<String> tenant,
      String resource,
      String action,
      Map<String, String> scopeColumns) {}

  /**
   * A permission for some or all rows.
   *
   * @param anyOf the alternative limits, by column; none means all rows
   * @param role a role that gives the permission, which the audit shows
   */
  public record Permission(List<Map<String, Set<String>>> anyOf, String role) {
    public Permission {
      anyOf = List.copyOf(anyOf);
    }
  }

  public RbacPolicy {
    roles = Map.copyOf(roles);
  }

  /** Returns what a user may do, or nothing. */
  public Optional<Permission> permit(List<UserRole> user, AccessRequest request) {
    List<Map<String, Set<String>>> limits = new ArrayList<>();
    String by = "";
    for (UserRole binding : user) {
      Role role = roles.get(binding.role());
      if (role == null
          || !binding.countsIn(request.tenant())
          || !role.portals().contains(request.portal())) {
        continue;
      }
      for (Grant grant : role.grants()) {
        Optional<Map<String, Set<String>>> limit =
            grant.allows(request) ? limit(binding, grant, request) : Optional.empty();
        if (limit.isPresent() && limit.get().isEmpty()) {
          return Optional.of(new Permission(List.of(), binding.role()));
        }
        if (limit.isPresent()) {
          limits.add(limit.get());
          by = binding.role();
        }
      }
    }
    return limits.isEmpty() ? Optional.empty() : Optional.of(new Permission(limits, by));
  }

  /** Returns the rows that a grant covers at the scope of a binding; empty if none. */
  private static Optional<Map<String, Set<String>>> limit(
      UserRole binding, Grant grant, AccessRequest request) {
    Map<String, Set<String>> limit = new HashMap<>();
    if (!grant.environments().isEmpty()) {
      limit.put("environment", grant.environments());
    }
    if (!WHOLE_SCOPES.contains(binding.scope())) {
      String column = request.scopeColumns().get(binding.scope());
      if (column != null) {
        limit.put(column, Set.of(binding.scopeId().orElse("")));
      } else if (!request.action().equals(READ)) {
        // What has no gateway, product or subscription is not the binding's to change.
        return Optional.empty();
      }
    }
    return Optional.of(limit);
  }

  /** Returns whether a user may give a role to others in a tenant. */
  public boolean mayGrant(List<UserRole> user, Optional<String> tenant, String role) {
    return user.stream()
        .filter(binding -> binding.countsIn(tenant))
        .map(binding -> roles.get(binding.role()))
        .anyMatch(own -> own != null && own.mayGrant().contains(role));
  }
}
