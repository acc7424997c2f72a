package dev.sluice.controller.store.history;

import java.net.InetAddress;
import java.util.Optional;

/**
 * That somebody changed something through a portal.
 *
 * @param before the resource as JSON, without secrets; none when it was made
 * @param after the same when it is over; none when it was deleted
 */
public record ChangeEvent(
    Optional<String> tenantId,
    Actor actor,
    Action action,
    Portal portal,
    Resource resource,
    Request request,
    Optional<String> before,
    Optional<String> after) {

  /** What was done. */
  public enum Action {
    CREATE,
    UPDATE,
    DELETE,
    DEPLOY,
    PUBLISH,
    WITHDRAW,
    LOGIN,
    LOGOUT,
    APPROVE,
    REJECT,
    PURGE
  }

  /** Through which portal. */
  public enum Portal {
    OPERATOR,
    PROVIDER,
    CONSUMER,
    ADMIN
  }

  /** Who did it. */
  public record Actor(String id, Optional<String> name, Optional<String> role) {}

  /** To what. */
  public record Resource(String type, Optional<String> id, Optional<String> name) {}

  /** By which request. */
  public record Request(
      Optional<InetAddress> clientIp,
      Optional<String> userAgent,
      Optional<String> method,
      Optional<String> path,
      Optional<String> correlationId) {}
}
