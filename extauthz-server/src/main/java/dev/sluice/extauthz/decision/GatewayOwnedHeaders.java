package dev.sluice.extauthz.decision;

import java.util.List;
import java.util.Set;

/** The headers that the gateway always sets or removes, whatever the client sent. */
public final class GatewayOwnedHeaders {
  /** The headers that identify the caller. */
  static final List<String> IDENTITY =
      List.of("x-user-id", "x-tenant-id", "x-project-id", "x-workspace-id");

  /** The headers for the correlation id, the policy version and the caller's credentials. */
  static final Set<String> REQUEST =
      Set.of("x-policy-version", "x-correlation-id", "authorization", "dpop", "x-api-key");

  private GatewayOwnedHeaders() {}

  /** Returns true if the gateway owns the header of this lower-case name. */
  public static boolean contains(String name) {
    return IDENTITY.contains(name) || REQUEST.contains(name);
  }
}
