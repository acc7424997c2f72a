package dev.sluice.controller.ir;

import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.access.TenantIr;
import dev.sluice.controller.ir.route.RouteIr;
import java.util.List;

/** A product in one environment on one cluster with the hosts that it is served under. */
public record PublishIr(
    String id,
    TenantIr tenant,
    String product,
    PublishEnvironment environment,
    AuthIr auth,
    List<String> hosts,
    List<RouteIr> routes)
    implements ObjectIr {
  public PublishIr {
    hosts = List.copyOf(hosts);
    routes = List.copyOf(routes);
  }
}
