package dev.sluice.controller.api.contract;

import java.util.Optional;

/**
 * An operation of the contract.
 *
 * @param path the path with its parameters in braces
 * @param resource the resource of {@code policies/rbac.yaml}; empty if no role is needed
 * @param body the schema of the body; for a merge patch, of the result
 * @param patch whether the body is a merge patch
 * @param bodyRequired whether the body must not be absent
 * @param open whether no token is needed
 * @param forAgents whether the token is one of an agent
 */
public record ApiOperation(
    String id,
    String method,
    String path,
    Optional<String> resource,
    String action,
    Optional<String> body,
    boolean patch,
    boolean bodyRequired,
    boolean open,
    boolean forAgents) {
  /** Returns the portal, which is the second part of the path. */
  public String portal() {
    String[] parts = path.split("/", 4);
    return parts.length > 2 ? parts[2] : "public";
  }

  /** Returns the method and path, as errors name the operation. */
  public String place() {
    return method + " " + path;
  }
}
