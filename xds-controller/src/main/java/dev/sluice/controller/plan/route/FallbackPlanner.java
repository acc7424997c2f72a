package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A planner of the backends beside those that normally answer: fallbacks, and targets of mirrored
 * requests. They get the credential of the route, so they must want the same one.
 */
final class FallbackPlanner {
  private static final Comparator<RouteBackend> FIRST_ORDER_FIRST =
      Comparator.comparingInt(RouteBackend::failoverOrder).thenComparing(RouteBackend::backend);

  private final DomainModel model;
  private final Predicate<Backend> plannable;
  private final FindingCollector findings;

  FallbackPlanner(DomainModel model, Predicate<Backend> plannable, FindingCollector findings) {
    this.model = model;
    this.plannable = plannable;
    this.findings = findings;
  }

  /**
   * Returns the ids of the fallbacks of a route in their order.
   *
   * @param credential the credential of the route; empty if the route has no backend
   */
  List<String> fallbacks(Publish publish, Route route, Optional<UpstreamCredential> credential) {
    if (credential.isEmpty()) {
      return List.of();
    }
    return route.backends().stream()
        .filter(share -> share.failoverOrder() > 0)
        .sorted(FIRST_ORDER_FIRST)
        .filter(share -> serves(publish, route, share.backend(), credential.get()))
        .map(RouteBackend::backend)
        .toList();
  }

  private boolean serves(Publish publish, Route route, String id, UpstreamCredential credential) {
    Optional<Backend> backend =
        model
            .find(Backend.class, id)
            .filter(some -> some.service().equals(route.service()))
            .filter(plannable);
    if (backend.isEmpty()) {
      return false;
    }
    boolean fits =
        UpstreamCredential.of(backend.get()).equals(credential)
            && !UpstreamCredential.passesTokenToModel(model, publish, route, backend.get());
    if (!fits) {
      findings.add(
          "route_backends",
          route.id() + "/" + id,
          "failover_order",
          "a fallback must want the same upstream credential as the route's other backends");
    }
    return fits;
  }

  /** Returns the policies of a route with the id of the backend in its mirror policy. */
  List<RoutePolicyIr> resolveMirror(
      Route route,
      Optional<UpstreamCredential> credential,
      InspectionMode inspection,
      List<RoutePolicyIr> policies) {
    return policies.stream()
        .flatMap(policy ->
            policy instanceof MirrorIr mirror
                ? mirror(route, credential, inspection, mirror).stream()
                : Optional.of(policy).stream())
        .toList();
  }

  private Optional<RoutePolicyIr> mirror(
      Route route,
      Optional<UpstreamCredential> credential,
      InspectionMode inspection,
      MirrorIr mirror) {
    if (inspection != InspectionMode.OFF) {
      return refused(route, "a route with inspected bodies is not mirrored");
    }
    Optional<Backend> backend =
        model
            .backendsOfService(route.service())
            .filter(some -> some.name().equals(mirror.backend()))
            .filter(plannable)
            .findFirst();
    if (backend.isEmpty()) {
      return refused(route, "the service has no backend " + mirror.backend() + " to mirror to");
    }
    if (credential.isPresent() && !UpstreamCredential.of(backend.get()).equals(credential.get())) {
      return refused(
          route,
          "the backend "
              + mirror.backend()
              + " to mirror to must want the same upstream credential as the route's backends");
    }
    return Optional.of(new MirrorIr(backend.get().id(), mirror.percent()));
  }

  private Optional<RoutePolicyIr> refused(Route route, String reason) {
    findings.add("routes", route.id(), "mirror", reason);
    return Optional.empty();
  }
}
