package dev.sluice.ctl.policytest.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case of a role, with what it may do.
 *
 * @param scope the scope of the binding; empty for the first of the role
 * @param portal the portal; empty for the first of the role
 * @param allows the actions that are allowed for all rows, by resource
 * @param limits the actions that are allowed for some rows, by resource
 * @param denies the actions that are denied, by resource
 * @param only true if every other action is denied
 * @param portals the portals of the role; empty if they are not compared
 * @param grants the roles that the role may give; empty if they are not compared
 */
public record RoleCase(
    String name,
    CasePlace place,
    String role,
    Optional<String> scope,
    Optional<String> portal,
    Map<String, List<String>> allows,
    Map<String, List<String>> limits,
    Map<String, List<String>> denies,
    boolean only,
    Optional<List<String>> portals,
    Optional<List<String>> grants)
    implements PolicyCase {
  public RoleCase {
    allows = Map.copyOf(allows);
    limits = Map.copyOf(limits);
    denies = Map.copyOf(denies);
  }

  @Override
  public String section() {
    return "roles";
  }
}
