package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.ModelPolicyIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.WafIr;
import dev.sluice.controller.ir.route.CallerLevel;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.ir.route.WeightedBackendIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.policy.PolicyResolver;
import dev.sluice.controller.plan.version.RouteVariant;
import dev.sluice.controller.policy.PolicyReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final ModelPlanner models;
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
    this.models = new ModelPlanner(model, plannable, findings);
    this.findings = findings;
  }

  /**
   * Plans a route. A route that cannot be served as its rows demand is planned without backends, so
   * that no route behind it receives its requests.
   */
  public RouteIr plan(Publish publish, RouteVariant variant) {
    Route route = variant.route();
    RouteMatchPlan match = RouteMatchPlanner.plan(route, findings);
    List<RoutePolicyIr> applied = policies.policies(publish, route);
    boolean fits = match.exact() && RouteActions.fit(route, match.path(), applied, findings);
    boolean forwarded = fits && !variant.withheld() && !RouteActions.answered(applied);
    List<Backend> targets = forwarded ? targets(publish, route) : List.of();
    Optional<UpstreamCredential> shown = targets.stream().map(UpstreamCredential::of).findFirst();
    InspectionMode inspection = inspection(applied);
    boolean grpc =
        !targets.isEmpty() && targets.stream().allMatch(target -> target.scheme().grpc());
    List<RoutePolicyIr> served =
        EdgePolicyRules.served(route, remaining(applied, fits), inspection, grpc, findings).stream()
            .map(policy -> VariantPlanner.plan(policy, route, targets, findings))
            .toList();
    Optional<ApiVersion> version = version(route);
    Optional<RouteModelsIr> models =
        grpc
            ? Optional.empty()
            : shown.flatMap(credential ->
                this.models.plan(
                    publish,
                    route,
                    credential,
                    PolicyIr.find(applied, ModelPolicyIr.class).orElse(ModelPolicyIr.DEFAULT)));
    List<String> spare = forwarded ? fallbacks.fallbacks(publish, route, shown) : List.of();
    return new RouteIr(
        publish.id() + "/" + route.id() + variant.suffix(),
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
        fallbacks.resolveMirror(route, shown, inspection, served),
        shown.map(UpstreamCredential::auth).orElse(UpstreamAuth.STRIP),
        shown.flatMap(UpstreamCredential::secret),
        shown.map(UpstreamCredential::internalToken).orElse(false),
        model.find(ApiService.class, route.service()).map(ApiService::name).orElse("-"),
        byHostAlone
            && inspection == InspectionMode.OFF
            && route.sseIds() == SseEventIds.NONE
            && applied.stream().allMatch(DirectCallEligibility::missesNothingOf)
            && variant.version().isEmpty()
            && spare.isEmpty()
            && models.isEmpty()
            && route.backends().stream().allMatch(share -> share.subset().isEmpty())
            && DirectCallEligibility.allowed(publish, route, targets),
        grpc,
        variant.version(),
        spare,
        models);
  }

  private static InspectionMode inspection(List<RoutePolicyIr> policies) {
    InspectionMode mode =
        PolicyIr.find(policies, InspectionIr.class)
            .map(InspectionIr::inspection)
            .orElse(InspectionMode.OFF);
    return PolicyIr.find(policies, WafIr.class).map(waf -> waf.inspection(mode)).orElse(mode);
  }

  /** Returns the policies of the planned route. One that cannot be served has no action. */
  private static List<RoutePolicyIr> remaining(List<RoutePolicyIr> policies, boolean fits) {
    return policies.stream()
        .filter(policy -> !(policy instanceof InspectionIr))
        .filter(policy -> fits || !RouteActions.isAction(policy))
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
                    .filter(backend -> selectable(route, share, backend))
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
    Map<String, RouteBackend> shares =
        route.backends().stream()
            .collect(Collectors.toMap(RouteBackend::backend, Function.identity()));
    return targets.stream()
        .flatMap(backend -> Stream.ofNullable(shares.get(backend.id())))
        .map(share -> new WeightedBackendIr(share.backend(), share.weight(), subset(share)))
        .toList();
  }

  static Map<String, String> subset(RouteBackend share) {
    return share.subset().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, label -> String.valueOf(label.getValue())));
  }

  /** Returns whether an endpoint of the backend has each of the labels that a route selects. */
  private boolean selectable(Route route, RouteBackend share, Backend backend) {
    boolean selectable =
        share.subset().isEmpty()
            || EndpointLabels.selectable(share.subset().keySet(), backend.endpoints());
    if (!selectable) {
      findings.add(
          "route_backends",
          route.id() + "/" + share.backend(),
          "subset",
          "no endpoint of the backend has these labels");
    }
    return selectable;
  }

  private record BackendShare(Backend backend, int weight) {}
}
