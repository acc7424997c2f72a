package dev.sluice.controller.ir.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One route of a publish: what it matches, where it leads, and what it demands. Its id, {@code
 * <publish id>/<route id>}, is unique over all publishes; a timeout of zero means none. A route
 * without backends takes its requests from the routes behind it and answers 503.
 *
 * @param open whether its requests pass without a credential
 * @param upstreamSecret the name of the token that the gateway shows to its backends
 * @param direct whether gRPC clients may go to its backends without a gateway
 */
public record RouteIr(
    String id,
    String name,
    PathMatchIr path,
    List<String> methods,
    List<HeaderMatchIr> headers,
    Optional<String> rewritePrefix,
    List<WeightedBackendIr> backends,
    Duration timeout,
    Duration idleTimeout,
    boolean streaming,
    CallerLevel minLevel,
    String apiVersion,
    Optional<String> apiVersionId,
    ErrorDialect dialect,
    InspectionMode inspection,
    SseEventIds sseIds,
    boolean open,
    Optional<CorsIr> cors,
    UpstreamAuth upstreamAuth,
    Optional<String> upstreamSecret,
    boolean internalToken,
    String target,
    boolean direct) {
  public RouteIr {
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    backends = List.copyOf(backends);
  }
}
