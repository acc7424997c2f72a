package dev.sluice.extauthz.policy;

import java.util.List;

/** Under which names an issuer's tokens say what; of several the first that is there counts. */
public record ClaimNames(
    List<String> user,
    List<String> tenant,
    List<String> project,
    List<String> workspace,
    List<String> role,
    List<String> scope) {
  /** Of an issuer that does not say. */
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

  /** Finds the names of one meaning. */
  @FunctionalInterface
  public interface ClaimSettings {
    /** The names that are set, or the usual ones. */
    List<String> names(String meaning, List<String> usual);
  }

  /** Reads all of them from settings. */
  public static ClaimNames read(ClaimSettings settings) {
    return new ClaimNames(
        settings.names("user", DEFAULTS.user),
        settings.names("tenant", DEFAULTS.tenant),
        settings.names("project", DEFAULTS.project),
        settings.names("workspace", DEFAULTS.workspace),
        settings.names("role", DEFAULTS.role),
        settings.names("scope", DEFAULTS.scope));
  }
}
