package dev.sluice.controller.xds.listener;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.TracingConfig;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.trace.v3.OpenTelemetryConfig;
import io.envoyproxy.envoy.config.trace.v3.Tracing.Http;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.RequestIDExtension;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import io.envoyproxy.envoy.type.v3.Percent;
import java.util.List;

/**
 * A translator of tracing. A trace is the client's or a new one. Its id decides whether it is
 * recorded, unless a trusted proxy has decided that. Address, path, query and browser of the caller
 * are removed from the spans.
 */
final class TracingTranslator {
  private static final long TIMEOUT_MILLIS = 2_000;
  private static final Percent ALL = Percent.newBuilder().setValue(100).build();
  private static final String SERVICE = "sluice-gateway";
  private static final String SAMPLERS = "envoy.tracers.opentelemetry.samplers.";

  private TracingTranslator() {}

  static Tracing translate(TracingConfig traces, int trustedHops) {
    return Tracing.newBuilder()
        .setClientSampling(Percent.getDefaultInstance())
        .setRandomSampling(ALL)
        .setOverallSampling(ALL)
        .setSpawnUpstreamSpan(BoolValue.of(true))
        .setMaxPathTagLength(EnvoyMessages.uint(0))
        .addAllCustomTags(tags())
        .setProvider(
            Http.newBuilder()
                .setName("envoy.tracers.opentelemetry")
                .setTypedConfig(
                    DeterministicEncoding.any(
                        OpenTelemetryConfig.newBuilder()
                            .setServiceName(SERVICE)
                            .setGrpcService(
                                EnvoyMessages.grpc(XdsNames.COLLECTOR_CLUSTER).toBuilder()
                                    .setTimeout(EnvoyMessages.millis(TIMEOUT_MILLIS)))
                            .setSampler(sampler(traces, trustedHops))
                            .build())))
        .build();
  }

  /**
   * Returns the request id extension, because otherwise Envoy writes its sampling decision into the
   * id.
   */
  static RequestIDExtension requestIds() {
    return RequestIDExtension.newBuilder()
        .setTypedConfig(
            DeterministicEncoding.any(
                UuidRequestIdConfig.newBuilder().setPackTraceReason(BoolValue.of(false)).build()))
        .build();
  }

  private static TypedExtensionConfig sampler(TracingConfig traces, int trustedHops) {
    FractionalPercent share =
        FractionalPercent.newBuilder()
            .setNumerator(traces.samplesPerMillion())
            .setDenominator(DenominatorType.MILLION)
            .build();
    TypedExtensionConfig byId =
        sampler("trace_id_ratio_based", NewerEnvoyFields.ratioSampler(share));
    return trustedHops > 0 ? sampler("parent_based", NewerEnvoyFields.parentSampler(byId)) : byId;
  }

  private static TypedExtensionConfig sampler(String name, Any config) {
    return TypedExtensionConfig.newBuilder()
        .setName(SAMPLERS + name)
        .setTypedConfig(config)
        .build();
  }

  private static List<CustomTag> tags() {
    return List.of(
        NewerEnvoyFields.customTag("sluice.route", "%ROUTE_NAME%"),
        nothing("peer.address"),
        nothing("user_agent"));
  }

  private static CustomTag nothing(String tag) {
    return CustomTag.newBuilder()
        .setTag(tag)
        .setLiteral(CustomTag.Literal.newBuilder().setValue("-"))
        .build();
  }
}
