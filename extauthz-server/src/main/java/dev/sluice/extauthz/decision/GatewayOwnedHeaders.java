package dev.sluice.extauthz.decision;

import java.util.List;
import java.util.Set;

/** The headers that the gateway sets on a request or takes off it, whatever the client sent. */
public final class GatewayOwnedHeaders {
  /** Who the caller is. */
  static final List<String> IDENTITY =
      List.of("x-user-id", "x-tenant-id", "x-project-id", "x-workspace-id");

  /** Which request this is and under which rules it passed, and the caller's credentials. */
  static final Set<String> REQUEST =
      Set.of("x-policy-version", "x-correlation-id", "authorization", "x-api-key");

  private GatewayOwnedHeaders() {}

  /** True if {@code name}, in lower case, can have no other use. */
  public static boolean contains(String name) {
    return IDENTITY.contains(name) || REQUEST.contains(name);
  }
}
