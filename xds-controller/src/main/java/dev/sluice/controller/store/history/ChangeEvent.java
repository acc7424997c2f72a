package dev.sluice.controller.store.history;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An event for a change that a person made through a portal.
 *
 * @param before the resource as JSON, without secrets; empty when it was created
 * @param after the resource after the change; empty when it was deleted
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

  /** The kind of change. */
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

  /** The portal through which the change was made. */
  public enum Portal {
    OPERATOR,
    PROVIDER,
    CONSUMER,
    ADMIN
  }

  /** A person who made the change. */
  public record Actor(String id, Optional<String> name, Optional<String> role) {}

  /** A resource that was changed. */
  public record Resource(String type, Optional<String> id, Optional<String> name) {}

  /** A request that caused the change. */
  public record Request(
      Optional<InetAddress> clientIp,
      Optional<String> userAgent,
      Optional<String> method,
      Optional<String> path,
      Optional<String> correlationId) {}
}
