package dev.sluice.extauthz.policy;

import java.util.List;
import java.util.function.BiFunction;

/**
 * The names of claims in the tokens of an issuer, by meaning. If a meaning has several names, the
 * first one that is present applies.
 */
public record ClaimNames(
    List<String> user,
    List<String> tenant,
    List<String> project,
    List<String> workspace,
    List<String> role,
    List<String> scope) {
  /** The names for an issuer that configures none. */
  public static final ClaimNames DEFAULTS =
      new ClaimNames(
          List.of("sub", "user_id"),
          List.of("tid", "tenant_id"),
          List.of("pid", "project_id"),
          List.of("wid", "workspace_id"),
          List.of("role"),
          List.of("scope", "scp"));

  public ClaimNames {
    user = List.copyOf(user);
    tenant = List.copyOf(tenant);
    project = List.copyOf(project);
    workspace = List.copyOf(workspace);
    role = List.copyOf(role);
    scope = List.copyOf(scope);
  }

  /**
   * Reads the names from settings.
   *
   * @param settings returns the configured names of a meaning, or else the given defaults
   */
  public static ClaimNames read(BiFunction<String, List<String>, List<String>> settings) {
    return new ClaimNames(
        settings.apply("user", DEFAULTS.user),
        settings.apply("tenant", DEFAULTS.tenant),
        settings.apply("project", DEFAULTS.project),
        settings.apply("workspace", DEFAULTS.workspace),
        settings.apply("role", DEFAULTS.role),
        settings.apply("scope", DEFAULTS.scope));
  }
}
