package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import dev.sluice.controller.ir.policy.AdmissionControlIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.core.v3.RuntimeDouble;
import io.envoyproxy.envoy.config.core.v3.RuntimePercent;
import io.envoyproxy.envoy.config.core.v3.RuntimeUInt32;
import io.envoyproxy.envoy.extensions.filters.http.admission_control.v3.AdmissionControl;
import io.envoyproxy.envoy.extensions.filters.http.admission_control.v3.AdmissionControl.SuccessCriteria;
import io.envoyproxy.envoy.type.v3.Percent;

/** A translator of the filter that rejects requests of a route while its backends fail. */
public final class AdmissionControlTranslator {
  private AdmissionControlTranslator() {}

  /** Returns the settings of a route. Its requests are counted apart from those of others. */
  public static Any perRoute(AdmissionControlIr policy) {
    return RouteFilterTranslator.perRoute(
        "admission_control",
        AdmissionControl.newBuilder()
            .setSuccessCriteria(SuccessCriteria.getDefaultInstance())
            .setSamplingWindow(EnvoyMessages.duration(policy.window()))
            .setAggression(RuntimeDouble.newBuilder().setDefaultValue(policy.aggression()))
            .setSrThreshold(percent(policy.successPercent()))
            .setRpsThreshold(RuntimeUInt32.newBuilder().setDefaultValue(policy.minRate()))
            .setMaxRejectionProbability(percent(policy.maxRejectedPercent()))
            .build());
  }

  private static RuntimePercent percent(int value) {
    return RuntimePercent.newBuilder()
        .setDefaultValue(Percent.newBuilder().setValue(value))
        .build();
  }
}
