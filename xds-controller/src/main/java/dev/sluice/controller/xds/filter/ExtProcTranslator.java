package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExtProcOverrides;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExtProcPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor.RouteCacheAction;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.MetadataOptions;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.MetadataOptions.MetadataNamespaces;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode;
import java.util.List;

/**
 * A translator of the inspection filter. It makes no call unless a route enables it, so other
 * routes do not depend on extproc-dlp-server. Where it is enabled, it fails closed. It stays in the
 * chain for requests without a route, because they may still find an inspected one.
 */
public final class ExtProcTranslator {
  /** The processing mode: full duplex requires the trailers of both directions. */
  private static final ProcessingMode BOTH_BODIES =
      ProcessingMode.newBuilder()
          .setRequestHeaderMode(HeaderSendMode.SEND)
          .setResponseHeaderMode(HeaderSendMode.SEND)
          .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
          .setResponseBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
          .setRequestTrailerMode(HeaderSendMode.SEND)
          .setResponseTrailerMode(HeaderSendMode.SEND)
          .build();

  private static final ProcessingMode NOTHING =
      ProcessingMode.newBuilder()
          .setRequestHeaderMode(HeaderSendMode.SKIP)
          .setResponseHeaderMode(HeaderSendMode.SKIP)
          .setRequestBodyMode(BodySendMode.NONE)
          .setResponseBodyMode(BodySendMode.NONE)
          .setRequestTrailerMode(HeaderSendMode.SKIP)
          .setResponseTrailerMode(HeaderSendMode.SKIP)
          .build();

  /** The mode of attempts: the server asks for the bodies that it needs. */
  private static final ProcessingMode HEADERS =
      NOTHING.toBuilder()
          .setRequestHeaderMode(HeaderSendMode.SEND)
          .setResponseHeaderMode(HeaderSendMode.SEND)
          .build();

  private static final long ATTEMPT_SECONDS = 10;

  private ExtProcTranslator() {}

  static Message translate() {
    return ExternalProcessor.newBuilder()
        .setGrpcService(EnvoyMessages.grpc(XdsNames.EXTPROC_CLUSTER))
        .setFailureModeAllow(false)
        .setProcessingMode(NOTHING)
        // The model that a body names may lead to another backend of the same route.
        .setRouteCacheAction(RouteCacheAction.DEFAULT)
        .setMetadataOptions(
            MetadataOptions.newBuilder()
                .setForwardingNamespaces(namespaces(XdsNames.EXT_AUTHZ))
                .setReceivingNamespaces(namespaces("dev.sluice.dlp", XdsNames.MODEL_METADATA)))
        .build();
  }

  /** Returns the route configuration that enables the filter. */
  public static Any perRoute() {
    return DeterministicEncoding.any(
        ExtProcPerRoute.newBuilder()
            .setOverrides(ExtProcOverrides.newBuilder().setProcessingMode(BOTH_BODIES))
            .build());
  }

  /** Returns the filter of the listener of attempts. */
  public static Message attempts() {
    return ExternalProcessor.newBuilder()
        .setGrpcService(
            EnvoyMessages.grpc(XdsNames.EXTPROC_CLUSTER).toBuilder()
                .addInitialMetadata(
                    HeaderValue.newBuilder().setKey(XdsNames.ATTEMPT_METADATA).setValue("true")))
        .setFailureModeAllow(false)
        .setProcessingMode(HEADERS)
        .setAllowModeOverride(true)
        .setMessageTimeout(EnvoyMessages.seconds(ATTEMPT_SECONDS))
        .build();
  }

  private static MetadataNamespaces namespaces(String... untyped) {
    return MetadataNamespaces.newBuilder().addAllUntyped(List.of(untyped)).build();
  }
}
