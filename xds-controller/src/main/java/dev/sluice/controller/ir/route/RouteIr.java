package dev.sluice.controller.ir.route;

import dev.sluice.controller.ir.llm.ModelBackendIr;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.version.RouteVersionIr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A route of a publish with its match, its backends and its requirements. Its id, {@code <publish
 * id>/<route id>}, is unique over all publishes. A timeout of zero means no timeout.
 *
 * <p>A route without backends still matches before the routes behind it. It answers 503 unless a
 * policy answers.
 *
 * @param open whether requests pass without a credential
 * @param policies the policies beside inspection, at most one of each kind
 * @param upstreamSecret the name of the token that the gateway sends to the backends
 * @param direct whether gRPC clients may call the backends without a gateway
 * @param grpc whether all backends serve gRPC
 * @param version the part of the API version in the match and the responses
 * @param fallbacks the ids of the backends that serve when the others fail, the first one first
 * @param models the language models that the body of a request chooses from
 */
public record RouteIr(
    String id,
    String name,
    PathMatchIr path,
    List<String> methods,
    List<HeaderMatchIr> headers,
    List<QueryMatchIr> query,
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
    List<RoutePolicyIr> policies,
    UpstreamAuth upstreamAuth,
    Optional<String> upstreamSecret,
    boolean internalToken,
    String target,
    boolean direct,
    boolean grpc,
    Optional<RouteVersionIr> version,
    List<String> fallbacks,
    Optional<RouteModelsIr> models) {
  public RouteIr {
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    query = List.copyOf(query);
    backends = List.copyOf(backends);
    policies = List.copyOf(policies);
    fallbacks = List.copyOf(fallbacks);
  }

  /** Returns the ids of all backends that requests of the route may reach. */
  public Stream<String> upstreams() {
    return Stream.of(
            backends.stream().map(WeightedBackendIr::backend),
            fallbacks.stream(),
            policy(MirrorIr.class).map(MirrorIr::backend).stream(),
            models.stream()
                .flatMap(named -> named.backends().stream())
                .map(ModelBackendIr::backend))
        .flatMap(Function.identity());
  }

  /** Returns the policy of a kind. */
  public <P extends RoutePolicyIr> Optional<P> policy(Class<P> kind) {
    return PolicyIr.find(policies, kind);
  }
}
