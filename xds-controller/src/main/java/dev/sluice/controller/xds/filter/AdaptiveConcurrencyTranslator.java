package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.policy.gateway.AdaptiveConcurrencyIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.core.v3.RuntimeFeatureFlag;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.http.adaptive_concurrency.v3.AdaptiveConcurrency;
import io.envoyproxy.envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig;
import io.envoyproxy.envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig.ConcurrencyLimitCalculationParams;
import io.envoyproxy.envoy.extensions.filters.http.adaptive_concurrency.v3.GradientControllerConfig.MinimumRTTCalculationParams;
import io.envoyproxy.envoy.type.v3.Percent;

/** A translator of the filter that limits the concurrent requests of a listener by latency. */
public final class AdaptiveConcurrencyTranslator {
  /** The percentile of the latency that is compared. */
  private static final int PERCENTILE = 90;

  private AdaptiveConcurrencyTranslator() {}

  /** Returns the setting of a route that the filter ignores. */
  public static Any off() {
    return DeterministicEncoding.any(FilterConfig.newBuilder().setDisabled(true).build());
  }

  static Message translate(AdaptiveConcurrencyIr policy) {
    ConcurrencyLimitCalculationParams limit =
        ConcurrencyLimitCalculationParams.newBuilder()
            .setConcurrencyUpdateInterval(EnvoyMessages.duration(policy.updateInterval()))
            .setMaxConcurrencyLimit(EnvoyMessages.uint(policy.maxConcurrency()))
            .build();
    MinimumRTTCalculationParams unloaded =
        MinimumRTTCalculationParams.newBuilder()
            .setInterval(EnvoyMessages.duration(policy.rttInterval()))
            .setRequestCount(EnvoyMessages.uint(policy.rttRequests()))
            .setMinConcurrency(EnvoyMessages.uint(policy.minConcurrency()))
            .build();
    return AdaptiveConcurrency.newBuilder()
        .setEnabled(RuntimeFeatureFlag.newBuilder().setDefaultValue(BoolValue.of(true)))
        .setGradientControllerConfig(
            GradientControllerConfig.newBuilder()
                .setSampleAggregatePercentile(Percent.newBuilder().setValue(PERCENTILE))
                .setConcurrencyLimitParams(limit)
                .setMinRttCalcParams(unloaded))
        .build();
  }
}
