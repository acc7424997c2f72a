package dev.sluice.controller.plan;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.DomainSnapshot;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.ir.AuthIr;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.RouteIr;
import dev.sluice.controller.ir.TenantIr;
import dev.sluice.controller.ir.WeightedBackendIr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans single publishes with their routes, and remembers the backends for their gateway. */
final class PublishPlanner {
  private final Findings findings;
  private final Map<String, Tenant> tenants;
  private final Map<String, ApiService> services;
  private final Map<String, List<Route>> routes;
  private final Map<String, BackendIr> backends;
  private final RoutePlanner routePlanner;

  PublishPlanner(DomainSnapshot snapshot, Findings findings) {
    this.findings = findings;
    this.tenants = byId(snapshot.tenants(), Tenant::id);
    this.services = byId(snapshot.services(), ApiService::id);
    this.routes = snapshot.routes().stream().collect(Collectors.groupingBy(Route::service));
    this.backends = BackendPlanner.plan(snapshot.backends(), findings);
    this.routePlanner =
        new RoutePlanner(
            services,
            byId(snapshot.backends(), Backend::id),
            backends.keySet(),
            new Inspections(snapshot.policies(), findings),
            findings);
  }

  Optional<PublishIr> plan(Publish publish) {
    Optional<TenantIr> tenant = tenant(publish);
    Optional<AuthIr> auth = Auth.plan(publish, findings);
    List<String> hosts = Hosts.plan(publish, findings);
    if (tenant.isEmpty() || auth.isEmpty() || hosts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PublishIr(
            publish.id(),
            tenant.get(),
            publish.product(),
            publish.environment(),
            auth.get(),
            hosts,
            routes(publish)));
  }

  /** The backends that routes of these publishes name, by id. */
  List<BackendIr> backendsOf(List<PublishIr> publishes) {
    return publishes.stream()
        .flatMap(publish -> publish.routes().stream())
        .flatMap(route -> route.backends().stream())
        .map(WeightedBackendIr::backend)
        .distinct()
        .sorted()
        .flatMap(id -> Stream.ofNullable(backends.get(id)))
        .toList();
  }

  private Optional<TenantIr> tenant(Publish publish) {
    Tenant tenant = tenants.get(publish.tenant());
    if (tenant == null || !tenant.active()) {
      findings.add(
          "product_publishes", publish.id(), "provider_tenant_id", "the tenant is not active");
      return Optional.empty();
    }
    return Optional.of(new TenantIr(tenant.id(), tenant.slug(), tenant.number()));
  }

  private List<RouteIr> routes(Publish publish) {
    return publish.services().stream()
        .flatMap(id -> Stream.ofNullable(services.get(id)))
        .filter(ApiService::active)
        .flatMap(service -> routes.getOrDefault(service.id(), List.of()).stream())
        .sorted(RouteOrder.MATCHING)
        .flatMap(route -> routePlanner.plan(publish, route).stream())
        .toList();
  }

  private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
    return all.stream().collect(Collectors.toMap(id, Function.identity()));
  }
}
