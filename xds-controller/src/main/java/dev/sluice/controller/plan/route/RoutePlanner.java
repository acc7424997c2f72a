package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.route.CallerLevel;
import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.ir.route.WeightedBackendIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.policy.PolicyResolver;
import dev.sluice.controller.policy.PolicyReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A planner of routes. */
public final class RoutePlanner {
  private static final Comparator<BackendShare> LARGEST_FIRST =
      Comparator.comparingInt(BackendShare::weight)
          .reversed()
          .thenComparing(share -> share.backend().name());

  private final DomainModel model;
  private final Predicate<Backend> plannable;
  private final boolean byHostAlone;
  private final PolicyResolver policies;
  private final FallbackPlanner fallbacks;
  private final FindingCollector findings;

  /**
   * @param byHostAlone whether no other gateway serves a host of the publish
   */
  public RoutePlanner(
      DomainModel model,
      PolicyReader policies,
      Predicate<Backend> plannable,
      boolean byHostAlone,
      FindingCollector findings) {
    this.policies = new PolicyResolver(model, policies, findings);
    this.model = model;
    this.plannable = plannable;
    this.byHostAlone = byHostAlone;
    this.fallbacks = new FallbackPlanner(model, plannable, findings);
    this.findings = findings;
  }

  /**
   * Plans a route; empty if its match cannot be planned. A route without valid backends is planned
   * without backends, so that no route behind it receives its requests.
   */
  public Optional<RouteIr> plan(Publish publish, Route route) {
    Optional<PathMatchIr> path = RouteMatchPlanner.path(route, findings);
    Optional<List<HeaderMatchIr>> headers = RouteMatchPlanner.headers(route, findings);
    if (path.isEmpty() || headers.isEmpty() || !RouteMatchPlanner.queryFree(route, findings)) {
      return Optional.empty();
    }
    List<Backend> targets = targets(publish, route);
    Optional<UpstreamCredential> shown = targets.stream().map(UpstreamCredential::of).findFirst();
    List<RoutePolicyIr> applied = policies.policies(publish, route);
    InspectionMode inspection =
        PolicyIr.find(applied, InspectionIr.class)
            .map(InspectionIr::inspection)
            .orElse(InspectionMode.OFF);
    Optional<ApiVersion> version = version(route);
    List<String> spare = fallbacks.fallbacks(publish, route, shown);
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
            route.minLevel().orElse(CallerLevel.VIEWER),
            version.map(ApiVersion::label).orElse(""),
            version.map(ApiVersion::id),
            route.dialect(),
            inspection,
            route.sseIds(),
            open(publish, route),
            fallbacks.resolveMirror(
                route,
                shown,
                inspection,
                applied.stream().filter(policy -> !(policy instanceof InspectionIr)).toList()),
            shown.map(UpstreamCredential::auth).orElse(UpstreamAuth.STRIP),
            shown.flatMap(UpstreamCredential::secret),
            shown.map(UpstreamCredential::internalToken).orElse(false),
            model.find(ApiService.class, route.service()).map(ApiService::name).orElse("-"),
            byHostAlone
                && inspection == InspectionMode.OFF
                && route.sseIds() == SseEventIds.NONE
                && spare.isEmpty()
                && DirectCallEligibility.allowed(publish, route, targets),
            spare));
  }

  /** Returns whether the route is open, which needs the same confirmation as an open publish. */
  private boolean open(Publish publish, Route route) {
    boolean allowed =
        publish.environment() != PublishEnvironment.PROD
            || String.valueOf(publish.authConfig().get("allow_anonymous")).equals("true");
    if (route.open() && !allowed) {
      findings.add(
          "routes",
          route.id(),
          "open",
          "in prod, auth_config of the publish has to say allow_anonymous; a credential is asked"
              + " for");
    }
    return route.open() && allowed;
  }

  private Optional<ApiVersion> version(Route route) {
    return route
        .version()
        .flatMap(version -> model.find(ApiVersion.class, version))
        .filter(version -> version.service().equals(route.service()));
  }

  /** Returns the backends of a route, the one with the largest weight first. */
  private List<Backend> targets(Publish publish, Route route) {
    List<BackendShare> shares =
        route.backends().stream()
            .filter(share -> share.failoverOrder() == 0)
            .flatMap(share ->
                model.find(Backend.class, share.backend()).stream()
                    .filter(backend -> backend.service().equals(route.service()))
                    .filter(plannable)
                    .map(backend -> new BackendShare(backend, share.weight())))
            .sorted(LARGEST_FIRST)
            .toList();
    List<Backend> targets = shares.stream().map(BackendShare::backend).toList();
    if (shares.stream().noneMatch(share -> share.weight() > 0)) {
      findings.add("routes", route.id(), "backends", "no backend that can be served has a weight");
      return List.of();
    }
    if (targets.stream().map(UpstreamCredential::of).distinct().count() > 1) {
      findings.add(
          "routes", route.id(), "backends", "its backends want different upstream credentials");
      return List.of();
    }
    for (Backend target : targets) {
      if (UpstreamCredential.passesTokenToModel(model, publish, route, target)) {
        findings.add(
            "backends",
            target.id(),
            "upstream_auth",
            "callers' tokens are not passed on to models, nor to what works with them");
        return List.of();
      }
    }
    return targets;
  }

  private static List<WeightedBackendIr> weighted(Route route, List<Backend> targets) {
    Map<String, Integer> weights =
        route.backends().stream()
            .collect(Collectors.toMap(RouteBackend::backend, RouteBackend::weight));
    return targets.stream()
        .map(backend -> new WeightedBackendIr(backend.id(), weights.getOrDefault(backend.id(), 0)))
        .toList();
  }

  private record BackendShare(Backend backend, int weight) {}
}
