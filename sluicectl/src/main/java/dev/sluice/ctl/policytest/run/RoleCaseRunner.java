package dev.sluice.ctl.policytest.run;

import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.rbac.RbacPolicy.AccessRequest;
import dev.sluice.common.rbac.RbacPolicy.Permission;
import dev.sluice.common.rbac.RbacPolicy.Role;
import dev.sluice.common.rbac.UserRole;
import dev.sluice.ctl.policytest.coverage.AccessCoverage;
import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.file.RoleCase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A runner of cases of roles. */
record RoleCaseRunner(RbacPolicy policy) {
  private static final Optional<String> TENANT = Optional.of("tenant");
  private static final Set<String> WHOLE_SCOPES = Set.of("system", "org", "customer");

  PolicyCaseResult run(RoleCase expected) {
    var check = new CaseCheck(expected);
    Role role = policy.roles().get(expected.role());
    if (role == null) {
      check.fail("the policy has no role " + expected.role());
      return check.outcome();
    }
    check.reached(Set.of(new CoverageItem(CoverageGroup.ROLES, expected.role())));
    expected
        .portals()
        .ifPresent(portals ->
            check.equal("portals", new TreeSet<>(portals), new TreeSet<>(role.portals())));
    expected
        .grants()
        .ifPresent(granted -> {
          Set<String> may = new TreeSet<>();
          UserRole user = user(expected, role);
          policy.roles().keySet().stream()
              .filter(other -> policy.mayGrant(List.of(user), TENANT, other))
              .forEach(may::add);
          check.equal("grants", new TreeSet<>(granted), may);
        });
    expect(expected.allows(), "allowed", expected, role, check);
    expect(expected.limits(), "limited", expected, role, check);
    expect(expected.denies(), "denied", expected, role, check);
    if (expected.only()) {
      denyOthers(expected, role, check);
    }
    return check.outcome();
  }

  private void expect(
      Map<String, List<String>> actions,
      String result,
      RoleCase expected,
      Role role,
      CaseCheck check) {
    actions.forEach((resource, names) ->
        names.forEach(action ->
            check.equal(
                resource + " " + action, result, permit(expected, role, resource, action, check))));
  }

  private void denyOthers(RoleCase expected, Role role, CaseCheck check) {
    for (String resource : words(RbacPolicy.Grant::resources)) {
      for (String action : words(RbacPolicy.Grant::actions)) {
        if (!lists(expected.allows(), resource, action)
            && !lists(expected.limits(), resource, action)) {
          check.equal(
              resource + " " + action, "denied", permit(expected, role, resource, action, check));
        }
      }
    }
  }

  private static boolean lists(Map<String, List<String>> actions, String resource, String action) {
    return actions.getOrDefault(resource, List.of()).contains(action);
  }

  private Set<String> words(Function<RbacPolicy.Grant, Set<String>> words) {
    Set<String> all = new TreeSet<>();
    policy
        .roles()
        .values()
        .forEach(role -> role.grants().forEach(grant -> all.addAll(words.apply(grant))));
    return all;
  }

  private String permit(
      RoleCase expected, Role role, String resource, String action, CaseCheck check) {
    UserRole user = user(expected, role);
    String portal = expected.portal().orElse(new TreeSet<>(role.portals()).getFirst());
    Optional<Permission> permission =
        policy.permit(
            List.of(user),
            new AccessRequest(
                portal, TENANT, resource, action, Map.of(user.scope(), user.scope() + "_id")));
    if (permission.isEmpty()) {
      return "denied";
    }
    Set<CoverageItem> grants = new HashSet<>();
    for (int i = 0; i < role.grants().size(); i++) {
      RbacPolicy.Grant grant = role.grants().get(i);
      if (grant.resources().contains(resource) && grant.actions().contains(action)) {
        grants.add(AccessCoverage.grant(expected.role(), i));
      }
    }
    check.reached(grants);
    boolean narrow =
        permission.get().anyOf().stream().anyMatch(limit -> limit.containsKey("environment"));
    return narrow ? "limited" : "allowed";
  }

  /** Returns a binding of the role, at its widest scope unless the case names one. */
  private static UserRole user(RoleCase expected, Role role) {
    String scope =
        expected
            .scope()
            .orElseGet(() ->
                role.scopes().stream()
                    .filter(WHOLE_SCOPES::contains)
                    .sorted()
                    .findFirst()
                    .orElseGet(() -> new TreeSet<>(role.scopes()).getFirst()));
    return new UserRole(
        expected.role(),
        scope,
        scope.equals("system") ? Optional.empty() : TENANT,
        WHOLE_SCOPES.contains(scope) ? Optional.empty() : Optional.of("id"));
  }
}
