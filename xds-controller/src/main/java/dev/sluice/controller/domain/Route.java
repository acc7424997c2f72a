package dev.sluice.controller.domain;

import dev.sluice.controller.ir.Dialect;
import dev.sluice.controller.ir.Level;
import dev.sluice.controller.ir.SseIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a service answers to, and which of its backends does.
 *
 * @param open whether its requests pass without a credential
 */
public record Route(
    String id,
    String service,
    Optional<String> version,
    String name,
    int priority,
    PathKind pathKind,
    String path,
    List<String> methods,
    List<Object> headers,
    List<Object> query,
    Optional<String> rewritePrefix,
    Duration idleTimeout,
    Duration timeout,
    boolean streaming,
    Optional<Level> minLevel,
    Dialect dialect,
    SseIds sseIds,
    boolean open,
    List<RouteBackend> backends)
    implements Entity {
  public Route {
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    backends = List.copyOf(backends);
  }
}
