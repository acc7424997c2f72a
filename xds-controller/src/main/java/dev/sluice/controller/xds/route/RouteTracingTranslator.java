package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.RouteTracingIr;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import io.envoyproxy.envoy.config.route.v3.Tracing;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;

/** A translator of the tracing of a route. */
final class RouteTracingTranslator {
  private static final int PER_PERCENT = 10_000;

  private RouteTracingTranslator() {}

  static Tracing translate(RouteTracingIr policy) {
    FractionalPercent share =
        FractionalPercent.newBuilder()
            .setNumerator((int) Math.round(policy.percent() * PER_PERCENT))
            .setDenominator(DenominatorType.MILLION)
            .build();
    Tracing.Builder tracing =
        Tracing.newBuilder()
            .setClientSampling(FractionalPercent.getDefaultInstance())
            .setRandomSampling(share)
            .setOverallSampling(share);
    policy
        .tags()
        .forEach((name, format) -> tracing.addCustomTags(NewerEnvoyFields.customTag(name, format)));
    return tracing.build();
  }
}
