package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.route.CallerLevel;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.SseEventIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A route of a service with the backends that serve it.
 *
 * @param open whether requests pass without a credential
 */
public record Route(
    String id,
    String service,
    Optional<String> version,
    String name,
    int priority,
    PathMatchKind pathKind,
    String path,
    List<String> methods,
    List<Object> headers,
    List<Object> query,
    Optional<String> rewritePrefix,
    Duration idleTimeout,
    Duration timeout,
    boolean streaming,
    Optional<CallerLevel> minLevel,
    ErrorDialect dialect,
    SseEventIds sseIds,
    boolean open,
    List<RouteBackend> backends)
    implements DomainEntity {
  public Route {
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    backends = List.copyOf(backends);
  }

  /** Returns a copy with another path and rewrite. */
  public Route withPath(String otherPath, Optional<String> otherRewrite) {
    return new Route(
        id,
        service,
        version,
        name,
        priority,
        pathKind,
        otherPath,
        methods,
        headers,
        query,
        otherRewrite,
        idleTimeout,
        timeout,
        streaming,
        minLevel,
        dialect,
        sseIds,
        open,
        backends);
  }
}
