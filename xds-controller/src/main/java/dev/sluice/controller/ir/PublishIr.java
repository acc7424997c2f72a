package dev.sluice.controller.ir;

import java.util.List;

/** One product in one environment on one cluster, reachable under its hosts. */
public record PublishIr(
    String id,
    TenantIr tenant,
    String product,
    Environment environment,
    AuthIr auth,
    List<String> hosts,
    List<RouteIr> routes)
    implements ObjectIr {
  public PublishIr {
    hosts = List.copyOf(hosts);
    routes = List.copyOf(routes);
  }
}
