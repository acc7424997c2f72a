package dev.sluice.controller.domain;

import java.util.List;

/**
 * Everything that is published on one cluster, as one moment of the database saw it; what is not
 * published there is absent.
 */
public record DomainSnapshot(
    Cluster cluster,
    List<Tenant> tenants,
    List<Gateway> gateways,
    List<Publish> publishes,
    List<ApiService> services,
    List<Backend> backends,
    List<Route> routes,
    List<Policy> policies) {
  public DomainSnapshot {
    tenants = List.copyOf(tenants);
    gateways = List.copyOf(gateways);
    publishes = List.copyOf(publishes);
    services = List.copyOf(services);
    backends = List.copyOf(backends);
    routes = List.copyOf(routes);
    policies = List.copyOf(policies);
  }
}
