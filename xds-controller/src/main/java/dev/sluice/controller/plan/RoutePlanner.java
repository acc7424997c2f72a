package dev.sluice.controller.plan;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.ir.HeaderMatchIr;
import dev.sluice.controller.ir.Level;
import dev.sluice.controller.ir.PathMatchIr;
import dev.sluice.controller.ir.RouteIr;
import dev.sluice.controller.ir.UpstreamAuth;
import dev.sluice.controller.ir.WeightedBackendIr;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans single routes: what they match, where they lead, and what they demand. */
final class RoutePlanner {
  private final Map<String, ApiService> services;
  private final Map<String, Backend> backends;
  private final Set<String> planned;
  private final Inspections inspections;
  private final Findings findings;

  /**
   * @param planned ids of the backends that could be planned
   */
  RoutePlanner(
      Map<String, ApiService> services,
      Map<String, Backend> backends,
      Set<String> planned,
      Inspections inspections,
      Findings findings) {
    this.services = services;
    this.backends = backends;
    this.planned = planned;
    this.inspections = inspections;
    this.findings = findings;
  }

  /**
   * Empty when the route's match cannot be planned. A route that matches but leads nowhere stays,
   * without backends, so that no weaker route behind it takes its requests.
   */
  Optional<RouteIr> plan(Publish publish, Route route) {
    Optional<PathMatchIr> path = RouteMatches.path(route, findings);
    Optional<List<HeaderMatchIr>> headers = RouteMatches.headers(route, findings);
    if (path.isEmpty() || headers.isEmpty() || !RouteMatches.queryFree(route, findings)) {
      return Optional.empty();
    }
    List<Backend> targets = targets(route);
    Optional<Backend> first = targets.stream().findFirst();
    return Optional.of(
        new RouteIr(
            publish.id() + "/" + route.id(),
            route.name(),
            path.get(),
            route.methods(),
            headers.get(),
            route.rewritePrefix(),
            weighted(route, targets),
            route.timeout(),
            route.idleTimeout(),
            route.streaming(),
            route.minLevel().orElse(Level.VIEWER),
            route.version().orElse(""),
            route.dialect(),
            inspections.of(publish, route),
            first.map(Backend::upstreamAuth).orElse(UpstreamAuth.STRIP),
            first.map(Backend::internalToken).orElse(false),
            Optional.ofNullable(services.get(route.service())).map(ApiService::name).orElse("-")));
  }

  /** The backends that share the route's requests, the one with the largest share first. */
  private List<Backend> targets(Route route) {
    List<Backend> targets =
        route.backends().stream()
            .filter(share -> primary(route, share) && planned.contains(share.backend()))
            .sorted(
                Comparator.comparingInt(RouteBackend::weight)
                    .reversed()
                    .thenComparing(share -> backend(share).name()))
            .map(this::backend)
            .toList();
    if (route.backends().stream()
        .noneMatch(share -> share.weight() > 0 && targets.contains(backend(share)))) {
      findings.add("routes", route.id(), "backends", "no backend that can be served has a weight");
      return List.of();
    }
    if (targets.stream().map(Credentials::of).distinct().count() > 1) {
      findings.add(
          "routes", route.id(), "backends", "its backends want different upstream credentials");
      return List.of();
    }
    return targets;
  }

  private boolean primary(Route route, RouteBackend share) {
    if (share.failoverOrder() > 0) {
      findings.add(
          "route_backends",
          route.id() + "/" + share.backend(),
          "failover_order",
          "fallbacks are not served");
    }
    return share.failoverOrder() == 0;
  }

  private Backend backend(RouteBackend share) {
    return Objects.requireNonNull(backends.get(share.backend()), share.backend());
  }

  private static List<WeightedBackendIr> weighted(Route route, List<Backend> targets) {
    Map<String, Integer> weights =
        route.backends().stream()
            .collect(Collectors.toMap(RouteBackend::backend, RouteBackend::weight));
    return targets.stream()
        .map(backend -> new WeightedBackendIr(backend.id(), weights.getOrDefault(backend.id(), 0)))
        .toList();
  }

  /** What is decided about a request before its backend is chosen. */
  private record Credentials(UpstreamAuth auth, boolean internalToken) {
    static Credentials of(Backend backend) {
      return new Credentials(backend.upstreamAuth(), backend.internalToken());
    }
  }
}
