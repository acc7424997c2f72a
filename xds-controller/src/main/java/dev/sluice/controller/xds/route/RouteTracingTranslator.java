package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.RouteTracingIr;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import io.envoyproxy.envoy.config.route.v3.Tracing;
import io.envoyproxy.envoy.type.v3.FractionalPercent;

/** A translator of the tracing of a route. */
final class RouteTracingTranslator {
  private RouteTracingTranslator() {}

  static Tracing translate(RouteTracingIr policy) {
    Tracing.Builder tracing =
        Tracing.newBuilder().setClientSampling(FractionalPercent.getDefaultInstance());
    policy
        .tags()
        .forEach((name, format) -> tracing.addCustomTags(NewerEnvoyFields.customTag(name, format)));
    return tracing.build();
  }
}
