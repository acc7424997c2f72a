package dev.sluice.controller.xds;

import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.RouteIr;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;

/** The routes of one publish. The scope has chosen by host already, so one virtual host has all. */
final class RouteConfigurationTranslator {
  private RouteConfigurationTranslator() {}

  static RouteConfiguration translate(PublishIr publish) {
    VirtualHost.Builder routes = VirtualHost.newBuilder().setName(publish.id()).addDomains("*");
    ProtectedResourceTranslator.translate(publish).ifPresent(routes::addRoutes);
    for (RouteIr route : publish.routes()) {
      routes.addRoutes(RouteTranslator.translate(route));
    }
    return RouteConfiguration.newBuilder()
        .setName(Names.routes(publish))
        .addVirtualHosts(routes)
        .putAllTypedPerFilterConfig(HostTranslator.off())
        .addRequestHeadersToRemove(Names.LISTENER_HEADER)
        .addRequestHeadersToRemove(Names.HOST_HEADER)
        .build();
  }
}
