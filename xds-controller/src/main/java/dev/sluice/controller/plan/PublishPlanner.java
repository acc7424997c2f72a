package dev.sluice.controller.plan;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.TenantIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.plan.route.RouteOrder;
import dev.sluice.controller.plan.route.RoutePlanner;
import dev.sluice.controller.plan.version.VersionPlanner;
import dev.sluice.controller.policy.PolicyReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A planner of publishes with their routes. */
public final class PublishPlanner {
  private final DomainModel model;
  private final PolicyReader policies;
  private final HostOwnership hosts;
  private final Predicate<Backend> plannable;

  /**
   * @param hosts the claims of every publish of the model
   * @param plannable whether a backend can be planned
   */
  public PublishPlanner(
      DomainModel model, PolicyReader policies, HostOwnership hosts, Predicate<Backend> plannable) {
    this.model = model;
    this.policies = policies;
    this.hosts = hosts;
    this.plannable = plannable;
  }

  /** Plans a publish from the current state of the model and the time. */
  public PlanningResult<PublishIr> plan(Publish publish, Instant now) {
    FindingCollector findings = new FindingCollector();
    Optional<TenantIr> tenant = tenant(publish, findings);
    Optional<AuthIr> auth = AuthPlanner.plan(publish, findings);
    List<String> names = hosts.hosts(publish, listeners(publish), findings);
    if (tenant.isEmpty() || auth.isEmpty() || names.isEmpty()) {
      return new PlanningResult<>(Optional.empty(), findings.all());
    }
    PublishIr planned =
        new PublishIr(
            publish.id(),
            tenant.get(),
            model.find(Product.class, publish.product()).map(Product::slug).orElse("-"),
            publish.environment(),
            auth.get(),
            names,
            routes(publish, now, findings));
    return new PlanningResult<>(Optional.of(planned), findings.all());
  }

  private Optional<TenantIr> tenant(Publish publish, FindingCollector findings) {
    Optional<Tenant> active = model.find(Tenant.class, publish.tenant()).filter(Tenant::active);
    if (active.isEmpty()) {
      findings.add(
          "product_publishes", publish.id(), "provider_tenant_id", "the tenant is not active");
    }
    return active.map(tenant -> new TenantIr(tenant.id(), tenant.slug(), tenant.number()));
  }

  private List<ListenerIr> listeners(Publish publish) {
    return model
        .find(Gateway.class, publish.gateway())
        .map(ListenerPlanner::served)
        .orElse(List.of());
  }

  private List<RouteIr> routes(Publish publish, Instant now, FindingCollector findings) {
    VersionPlanner versions = new VersionPlanner(model, now, findings);
    RoutePlanner planner =
        new RoutePlanner(model, policies, plannable, hosts.ownsAllHosts(publish), findings);
    return publish.services().stream()
        .flatMap(id -> model.find(ApiService.class, id).stream())
        .filter(ApiService::active)
        .flatMap(versions::variants)
        .sorted(RouteOrder.VARIANTS)
        .map(variant -> planner.plan(publish, variant))
        .toList();
  }
}
