package dev.sluice.controller.xds.route;

import dev.sluice.common.error.MessageDetail;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.filter.HostLookupTranslator;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;

/**
 * A translator of the routes of one publish. The scope has already matched the host, so one virtual
 * host contains all.
 */
public final class RouteConfigurationTranslator {
  private RouteConfigurationTranslator() {}

  /**
   * Translates the routes of a publish.
   *
   * @param detail the detail in the messages of errors
   */
  public static RouteConfiguration translate(PublishIr publish, MessageDetail detail) {
    VirtualHost.Builder routes = VirtualHost.newBuilder().setName(publish.id()).addDomains("*");
    DialectMetadata.ofHost(publish).ifPresent(routes::setMetadata);
    ProtectedResourceTranslator.translate(publish).ifPresent(routes::addRoutes);
    for (RouteIr route : publish.routes()) {
      Route translated = RouteTranslator.translate(route, detail);
      LocalAnswerTranslator.otherScheme(route, translated).ifPresent(routes::addRoutes);
      routes.addAllRoutes(ModelRouteTranslator.translate(route, translated));
      routes.addAllRoutes(VariantTranslator.translate(route, translated));
    }
    return RouteConfiguration.newBuilder()
        .setName(XdsNames.routes(publish))
        .addVirtualHosts(routes)
        .putAllTypedPerFilterConfig(HostLookupTranslator.disabledFilters())
        .addRequestHeadersToRemove(XdsNames.LISTENER_HEADER)
        .addRequestHeadersToRemove(XdsNames.HOST_HEADER)
        .addAllRequestHeadersToRemove(ModelRouteTranslator.tokenHeaders(publish.routes()))
        .build();
  }
}
