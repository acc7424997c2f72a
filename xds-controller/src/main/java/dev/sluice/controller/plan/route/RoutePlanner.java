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
import dev.sluice.controller.ir.route.InspectionMode;
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
    this.findings = findings;
  }

  /**
   * Plans a route. A route that cannot be served as its rows demand is planned without backends, so
   * that no route behind it receives its requests.
   */
  public RouteIr plan(Publish publish, Route route) {
    RouteMatchPlan match = RouteMatchPlanner.plan(route, findings);
    List<RoutePolicyIr> applied = policies.policies(publish, route);
    boolean served = match.exact() && RouteActions.fit(route, match.path(), applied, findings);
    List<Backend> targets =
        served && !RouteActions.answered(applied) ? targets(publish, route) : List.of();
    Optional<UpstreamCredential> shown = targets.stream().map(UpstreamCredential::of).findFirst();
    InspectionMode inspection = inspection(applied);
    Optional<ApiVersion> version = version(route);
    return new RouteIr(
        publish.id() + "/" + route.id(),
        route.name(),
        match.path(),
        route.methods(),
        match.headers(),
        match.query(),
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
        remaining(applied, served),
        shown.map(UpstreamCredential::auth).orElse(UpstreamAuth.STRIP),
        shown.flatMap(UpstreamCredential::secret),
        shown.map(UpstreamCredential::internalToken).orElse(false),
        model.find(ApiService.class, route.service()).map(ApiService::name).orElse("-"),
        byHostAlone
            && inspection == InspectionMode.OFF
            && route.sseIds() == SseEventIds.NONE
            && applied.stream().noneMatch(RouteActions::isAction)
            && DirectCallEligibility.allowed(publish, route, targets));
  }

  private static InspectionMode inspection(List<RoutePolicyIr> policies) {
    return PolicyIr.find(policies, InspectionIr.class)
        .map(InspectionIr::inspection)
        .orElse(InspectionMode.OFF);
  }

  /** Returns the policies of the planned route. One that cannot be served has no action. */
  private static List<RoutePolicyIr> remaining(List<RoutePolicyIr> policies, boolean served) {
    return policies.stream()
        .filter(policy -> !(policy instanceof InspectionIr))
        .filter(policy -> served || !RouteActions.isAction(policy))
        .toList();
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
          "in prod, auth_config of the publish has to say allow_anonymous; a credential is asked for");
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
            .filter(share -> primary(route, share))
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
